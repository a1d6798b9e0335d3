INSERT INTO measure VALUES (1, '1', '2026-02-01', NULL);
INSERT INTO document VALUES (1, 'order', 'kk+ru', 'ff', '2026-01-02');
