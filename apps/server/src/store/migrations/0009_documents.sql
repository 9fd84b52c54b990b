-- A tenant's own documents, cut into passages that are found and cited one by one. What holds personal data is kept in tables of its
-- own, so that whoever may not read it looks through nothing of it, and no policy joins the two with OR.
CREATE FUNCTION coco.reads_personal() RETURNS boolean
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN coalesce(current_setting('coco.pii_access', true), '') = 'on';

CREATE TABLE coco.documents (
  tenant_id text NOT NULL,
  id uuid NOT NULL,
  title text NOT NULL,
  -- Null for what was pasted.
  file_name text,
  media_type text NOT NULL,
  tags text[] NOT NULL DEFAULT '{}',
  -- SHA-256 of what was uploaded, in hexadecimal: the same file is recognised.
  sha256 text NOT NULL,
  characters integer NOT NULL,
  passage_count integer NOT NULL,
  -- Kinds of personal data that were detected, and how often; never the data.
  findings jsonb NOT NULL DEFAULT '[]',
  -- indexing: its passages are still being written; nobody finds them before it is ready.
  state text NOT NULL DEFAULT 'indexing' CHECK (state IN ('indexing', 'ready')),
  -- Whether its passages were written into the tenant's Cortex Search table too, and must be deleted there.
  in_cortex_search boolean NOT NULL DEFAULT false,
  -- Null once that person is deleted: the document is the tenant's.
  uploaded_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, id)
);

CREATE TABLE coco.passages (
  tenant_id text NOT NULL,
  document_id uuid NOT NULL,
  -- From 0, in the order of the text.
  position integer NOT NULL,
  -- The headings above it, outermost first.
  headings text[] NOT NULL DEFAULT '{}',
  -- Of the file, from 1; null where there are none.
  page integer,
  content text NOT NULL,
  -- Headings weigh more than text. Words as they stand, and the stems of the languages that people ask in most.
  search tsvector NOT NULL,
  PRIMARY KEY (tenant_id, document_id, position),
  FOREIGN KEY (tenant_id, document_id) REFERENCES coco.documents ON DELETE CASCADE
);

-- Every search looks through all of a tenant's part: what it looks at lies in the row itself, the text beside it.
ALTER TABLE coco.passages ALTER COLUMN search SET STORAGE MAIN;

CREATE TABLE coco.personal_documents (LIKE coco.documents INCLUDING ALL);
CREATE TABLE coco.personal_passages (
  LIKE coco.passages INCLUDING ALL,
  FOREIGN KEY (tenant_id, document_id) REFERENCES coco.personal_documents ON DELETE CASCADE
);

CREATE INDEX ON coco.documents (tenant_id, created_at DESC, id DESC);
CREATE INDEX ON coco.personal_documents (tenant_id, created_at DESC, id DESC);
CREATE INDEX ON coco.documents (tenant_id, sha256);
CREATE INDEX ON coco.personal_documents (tenant_id, sha256);
CREATE INDEX ON coco.documents (uploaded_by);
CREATE INDEX ON coco.personal_documents (uploaded_by);

ALTER TABLE coco.documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.documents FORCE ROW LEVEL SECURITY;
ALTER TABLE coco.passages ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.passages FORCE ROW LEVEL SECURITY;
ALTER TABLE coco.personal_documents ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.personal_documents FORCE ROW LEVEL SECURITY;
ALTER TABLE coco.personal_passages ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.personal_passages FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant ON coco.documents TO coco_app
  USING (tenant_id = coco.current_tenant()) WITH CHECK (tenant_id = coco.current_tenant());
CREATE POLICY tenant ON coco.passages TO coco_app
  USING (tenant_id = coco.current_tenant()) WITH CHECK (tenant_id = coco.current_tenant());
-- An editor may hand in personal data without the right to read any, their own included.
CREATE POLICY reading ON coco.personal_documents FOR SELECT TO coco_app
  USING (tenant_id = coco.current_tenant() AND coco.reads_personal());
CREATE POLICY deleting ON coco.personal_documents FOR DELETE TO coco_app
  USING (tenant_id = coco.current_tenant() AND coco.reads_personal());
CREATE POLICY handing_in ON coco.personal_documents FOR INSERT TO coco_app
  WITH CHECK (tenant_id = coco.current_tenant());
CREATE POLICY reading ON coco.personal_passages FOR SELECT TO coco_app
  USING (tenant_id = coco.current_tenant() AND coco.reads_personal());
CREATE POLICY deleting ON coco.personal_passages FOR DELETE TO coco_app
  USING (tenant_id = coco.current_tenant() AND coco.reads_personal());
CREATE POLICY handing_in ON coco.personal_passages FOR INSERT TO coco_app
  WITH CHECK (tenant_id = coco.current_tenant());

-- The keeper says that a document is ready, deletes what was never finished and makes it nobody's, without reading a word of it.
CREATE POLICY housekeeping ON coco.documents TO coco_keeper
  USING (tenant_id = coco.current_tenant() OR uploaded_by = coco.current_owner()) WITH CHECK (true);
CREATE POLICY housekeeping ON coco.personal_documents TO coco_keeper
  USING (tenant_id = coco.current_tenant() OR uploaded_by = coco.current_owner()) WITH CHECK (true);
GRANT SELECT, INSERT, DELETE ON coco.documents, coco.passages, coco.personal_documents, coco.personal_passages TO coco_app;
GRANT SELECT (tenant_id, id, state, in_cortex_search, passage_count, uploaded_by, created_at), UPDATE (state, in_cortex_search, uploaded_by), DELETE
  ON coco.documents, coco.personal_documents TO coco_keeper;

-- A file on its way to becoming a document: read, shown to whoever uploaded it, and to nobody else, until they keep it.
CREATE TABLE coco.uploads (
  tenant_id text NOT NULL,
  owner_id uuid NOT NULL,
  id uuid NOT NULL,
  file_name text,
  media_type text NOT NULL,
  bytes integer NOT NULL,
  sha256 text NOT NULL,
  -- reading -> ready -> indexing -> done; failed from any of them, with the reason.
  state text NOT NULL CHECK (state IN ('reading', 'ready', 'indexing', 'done', 'failed')),
  title text NOT NULL,
  tags text[] NOT NULL DEFAULT '{}',
  -- What its owner said, raised by what was detected.
  is_personal boolean NOT NULL DEFAULT false,
  findings jsonb NOT NULL DEFAULT '[]',
  -- What was read, cut as it will be kept: pieces of text under their headings. Emptied when it has become a document.
  sections jsonb,
  characters integer NOT NULL DEFAULT 0,
  passages_total integer NOT NULL DEFAULT 0,
  passages_done integer NOT NULL DEFAULT 0,
  -- A code and what to do about it; null unless failed.
  problem jsonb,
  -- Once it is one.
  document_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, owner_id, id)
);
ALTER TABLE coco.uploads ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.uploads FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON coco.uploads TO coco_app
  USING (tenant_id = coco.current_tenant() AND owner_id = coco.current_owner())
  WITH CHECK (tenant_id = coco.current_tenant() AND owner_id = coco.current_owner());
CREATE POLICY housekeeping ON coco.uploads TO coco_keeper
  USING (tenant_id = coco.current_tenant() OR owner_id = coco.current_owner());
GRANT SELECT, INSERT, UPDATE, DELETE ON coco.uploads TO coco_app;
GRANT SELECT (tenant_id, owner_id, id, state, document_id, updated_at),
  UPDATE (state, problem, sections, passages_done, document_id, updated_at), DELETE ON coco.uploads TO coco_keeper;

-- Which passages an answer was given: numbers and ids, never titles or text, so that what may not be read any more is not read here.
-- Null: it was not answered from documents.
ALTER TABLE coco.messages ADD COLUMN sources jsonb;

ALTER TABLE coco.tenant_settings ADD COLUMN document_settings jsonb;
-- When the local demonstration's documents were added; they are not added twice.
ALTER TABLE coco.tenant_settings ADD COLUMN demo_documents_at timestamptz;

-- query: answers from documents for programs; embed: vectors, whose tokens are spent too.
ALTER TABLE coco.usage DROP CONSTRAINT usage_kind_check;
ALTER TABLE coco.usage ADD CONSTRAINT usage_kind_check CHECK (kind IN ('chat', 'complete', 'stream', 'query', 'embed'));
