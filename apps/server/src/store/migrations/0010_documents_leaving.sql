-- leaving: it was not finished, and Snowflake did not give back its passages. It is hidden from everybody until that is done.
ALTER TABLE coco.documents
  DROP CONSTRAINT documents_state_check,
  ADD CONSTRAINT documents_state_check CHECK (state IN ('indexing', 'ready', 'leaving'));
ALTER TABLE coco.personal_documents
  DROP CONSTRAINT documents_state_check,
  ADD CONSTRAINT documents_state_check CHECK (state IN ('indexing', 'ready', 'leaving'));
