INSERT INTO person (id, language, language_chosen, role, full_name, position, state_body, joined_at)
VALUES (11, 'kk', 1, 'inspector', 'Жұмабеков Ерлан', 'маман', 'орган', '2026-01-01T00:00:00+00:00'),
    (12, 'ru', 0, 'supervisor', NULL, NULL, NULL, '2026-01-01T00:00:00+00:00');
INSERT INTO invitation VALUES ('aa', 'inspector', 12, '2026-01-01', '2026-01-04', 11, '2026-01-02');
INSERT INTO checklist VALUES ('cc', 'sample', '2024-06-28', 'the whole text');
INSERT INTO inspection (inspector, checklist, subject_name, created_at, updated_at)
VALUES (11, 'cc', 'ЖШС «Қуат»', '2026-01-02', '2026-01-02');
INSERT INTO answer VALUES (1, '1', 'violates', NULL, NULL, 'no meter', 2, '{}', 11, '2026-01-02');
INSERT INTO evidence (inspection, requirement, kind, status, author, message_id, sent_at)
VALUES (1, '1', 'photo', 'pending', 11, 5, '2026-01-02');
INSERT INTO act (inspection, year, sequence, revision, code, original_language, official_name,
    official_position, finished_at)
VALUES (1, 2026, 1, 1, 'code', 'kk', 'Жұмабеков Ерлан', 'маман', '2026-01-02');
INSERT INTO act_document VALUES (1, 'kk', 'dd', '2026-01-02');
INSERT INTO submission (act, supervisor, status, submitted_at) VALUES (1, 12, 'queued', '2026-01-02');
INSERT INTO conversation VALUES (11, 11, 'default', 'Filling:answering', '{"inspection": 1}');
INSERT INTO screen VALUES (11, 6, 1, '1', 1);
INSERT INTO processed_update VALUES (100000001, 1767312000.0);
INSERT INTO dead_letter (update_id, raw, error, buried_at) VALUES (7, '{}', 'Malformed', 1767312000.0);
INSERT INTO outbox (lane, kind, payload, due_at) VALUES ('chat:11', 'sendMessage', '{}', 1767312000.0);
INSERT INTO bookmark VALUES ('last_alive', '1767312000.0');
INSERT INTO audit VALUES (1, '2026-01-02', 11, 'begun', 1, '{}', '', 'hash');
