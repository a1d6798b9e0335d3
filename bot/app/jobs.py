"""The long work that is done outside of any update's transaction, wired together."""

from bot.app.stores import Stores
from bot.delivery.errors import TelegramRefused, TelegramUnreachable
from bot.delivery.ports import Job
from bot.delivery.telegram_api import TelegramApi, stored_file
from bot.documents.marks import read_marks
from bot.documents.workshop import Workshop
from bot.domain.evidence import EvidenceOutOfReach, EvidenceRefused, RefusalReason
from bot.services.occasions import Occasions
from bot.services.ports import JobKind
from bot.telegram.conversation import Services
from bot.telegram.fetching import Download, Fetching
from bot.telegram.file_check import CheckFile
from bot.telegram.jobs import DeliverAct, FetchEvidence, PrintAct
from bot.telegram.listeners import SubmissionListener
from bot.telegram.press import Press
from bot.telegram.proof_job import FetchProof
from bot.telegram.reception import Reception
from bot.telegram.reminding import Remind
from bot.telegram.spoken_remark_job import FetchSpokenRemark


def create_jobs(
    stores: Stores,
    services: Services,
    reception: Reception,
    submissions: SubmissionListener,
    workshop: Workshop,
    api: TelegramApi,
    bot_username: str,
) -> dict[str, Job]:
    """Hand every kind of job what it needs."""
    database = stores.database
    press = Press(database, services, stores.files, workshop, stored_file, bot_username)
    download = _downloading(api)
    fetching = Fetching(stores.files, workshop, download)
    occasions = Occasions(
        services.reminders,
        stores.reminders,
        stores.digests,
        stores.inspections,
        stores.people,
        services.clock,
    )
    return {
        JobKind.PRINT_ACT: PrintAct(press, services.people),
        JobKind.DELIVER_ACT: DeliverAct(press, services, database, submissions),
        JobKind.FETCH_EVIDENCE: FetchEvidence(
            database, services, fetching, reception.open, stores.screens.showing
        ),
        JobKind.REMIND: Remind(occasions),
        JobKind.FETCH_PROOF: FetchProof(
            database, services.proofs, services.people, fetching, reception.open
        ),
        JobKind.FETCH_SPOKEN_REMARK: FetchSpokenRemark(
            database, services.reviews, stores.files, download
        ),
        JobKind.CHECK_FILE: CheckFile(services, download, _claimed_code, reception.open),
    }


def _downloading(api: TelegramApi) -> Download:
    async def download(file_id: str, limit: int) -> bytes:
        try:
            return await api.download(file_id, limit)
        except TelegramRefused as error:
            raise _file_trouble(error) from None

    return download


def _claimed_code(file: bytes) -> str | None:
    marks = read_marks(file)
    return marks.code if marks else None


def _file_trouble(error: TelegramRefused) -> Exception:
    """Sort what `getFile` answers: about the file for good, for the moment, or about the bot.

    Telegram says `temporarily unavailable` of its own failures as well.
    """
    if "too big" in error.description:
        return EvidenceRefused(RefusalReason.TOO_LARGE)
    if "invalid file_id" in error.description or "file_id not specified" in error.description:
        return EvidenceRefused(RefusalReason.GONE)
    if "temporarily unavailable" in error.description:
        return EvidenceOutOfReach(error.description)
    return TelegramUnreachable(str(error))
