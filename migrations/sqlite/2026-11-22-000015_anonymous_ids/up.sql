-- Ids are bytes here already; PostgreSQL makes them what they are elsewhere.
SELECT 1;
