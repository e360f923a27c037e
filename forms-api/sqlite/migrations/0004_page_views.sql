-- How often pages are shown, by day: nothing of who was shown them.
CREATE TABLE page_view (
  day      TEXT    NOT NULL,
  page     TEXT    NOT NULL,
  language TEXT    NOT NULL,
  views    INTEGER NOT NULL CHECK (views > 0),
  PRIMARY KEY (day, page, language)
) STRICT, WITHOUT ROWID;
