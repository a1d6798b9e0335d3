INSERT INTO inspection (inspector, checklist, status, revision, created_at, updated_at, corrects,
    correction_reason, corrected_by)
VALUES (11, 'cc', 'draft', 2, '2026-01-09', '2026-01-09', 1, 'қате', 11);
INSERT INTO participant VALUES (1, 12, 'Төлегенова Гүлнар', 'маман', '2026-01-02');
UPDATE submission SET message_id = 7;
INSERT INTO review (act, step, author, remark, requirements, said_at)
VALUES (1, 'returned', 12, 'қате', '["1"]', '2026-01-03');
INSERT INTO deadline (inspection, requirement, ordered_due, due)
VALUES (2, '1', '2026-02-01', '2026-02-01');
INSERT INTO proof (inspection, requirement, kind, status, author, message_id, file_id, sent_at)
VALUES (2, '1', 'photo', 'pending', 11, 9, 'AgAC', '2026-01-20');
UPDATE person SET last_seen_at = '2026-01-09', time_zone = 'Asia/Almaty', digest_at = '09:00',
    digested_at = '2026-01-09T04:00:00+00:00';
INSERT INTO outbox (lane, kind, payload, subject, state, due_at)
VALUES ('remind:11', 'remind', '{}', 'digest:11', 'planned', 1767312000.0);
