INSERT INTO deferred_update VALUES (100000002, 11, '{}');
