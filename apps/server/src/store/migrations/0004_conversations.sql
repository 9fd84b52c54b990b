-- Conversations are private to their owner inside the tenant: a person, or the service principal of an API key. The keeper
-- may delete and mark, by columns that hold nothing anybody wrote.
CREATE TABLE coco.conversations (
  tenant_id text NOT NULL,
  owner_id uuid NOT NULL,
  id uuid NOT NULL,
  title text NOT NULL,
  -- A title that a person chose is not made anew.
  has_chosen_title boolean NOT NULL DEFAULT false,
  -- The last message of the path that was chosen through the tree.
  leaf_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  -- Removed, and still to be restored until the keeper comes.
  removed_at timestamptz,
  PRIMARY KEY (tenant_id, owner_id, id)
);
CREATE INDEX ON coco.conversations (tenant_id, owner_id, updated_at DESC, id DESC);
CREATE INDEX ON coco.conversations (tenant_id, updated_at);
ALTER TABLE coco.conversations ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.conversations FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON coco.conversations TO coco_app
  USING (tenant_id = coco.current_tenant() AND owner_id = coco.current_owner())
  WITH CHECK (tenant_id = coco.current_tenant() AND owner_id = coco.current_owner());
CREATE POLICY housekeeping ON coco.conversations TO coco_keeper
  USING (tenant_id = coco.current_tenant() OR owner_id = coco.current_owner());
GRANT SELECT, INSERT, UPDATE, DELETE ON coco.conversations TO coco_app;
GRANT SELECT (tenant_id, owner_id, id, updated_at, removed_at), DELETE ON coco.conversations TO coco_keeper;

CREATE TABLE coco.messages (
  tenant_id text NOT NULL,
  owner_id uuid NOT NULL,
  conversation_id uuid NOT NULL,
  id uuid NOT NULL,
  -- Null for the first of a conversation. Edited and regenerated messages are siblings: children of the same parent.
  parent_id uuid,
  role text NOT NULL CHECK (role IN ('user', 'assistant')),
  content text NOT NULL,
  reasoning text NOT NULL DEFAULT '',
  -- Which model answers, or was asked to.
  model text,
  -- False while it is being written.
  is_finished boolean NOT NULL DEFAULT true,
  -- The generation that wrote it last; null for what a person wrote.
  generation_id uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  -- The order in which they were written: a clock may be set back, and a question and its answer share a moment.
  position bigint GENERATED ALWAYS AS IDENTITY,
  -- Words as they stand, in any language; once the text is complete, so that a checkpoint stays cheap. A tsvector holds at
  -- most a megabyte.
  search tsvector GENERATED ALWAYS AS
    (CASE WHEN is_finished THEN to_tsvector('simple'::regconfig, left(content, 100000)) END) STORED,
  PRIMARY KEY (tenant_id, owner_id, conversation_id, id),
  UNIQUE (tenant_id, owner_id, id),
  FOREIGN KEY (tenant_id, owner_id, conversation_id) REFERENCES coco.conversations ON DELETE CASCADE,
  FOREIGN KEY (tenant_id, owner_id, conversation_id, parent_id) REFERENCES coco.messages ON DELETE CASCADE
);
CREATE INDEX ON coco.messages (tenant_id, owner_id, conversation_id, parent_id);
-- A search goes through the owner's own messages, newest first, until a page is full.
CREATE INDEX ON coco.messages (tenant_id, owner_id, created_at DESC, id DESC);
ALTER TABLE coco.messages ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.messages FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON coco.messages TO coco_app
  USING (tenant_id = coco.current_tenant() AND owner_id = coco.current_owner())
  WITH CHECK (tenant_id = coco.current_tenant() AND owner_id = coco.current_owner());
CREATE POLICY housekeeping ON coco.messages TO coco_keeper USING (tenant_id = coco.current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON coco.messages TO coco_app;
GRANT SELECT (tenant_id, owner_id, id, generation_id, is_finished), UPDATE (is_finished) ON coco.messages TO coco_keeper;

-- One run of a model. Its row outlives a refused question (whose messages are taken back), so that a repeated call with
-- the same idempotency key stays one call.
CREATE TABLE coco.generations (
  tenant_id text NOT NULL,
  owner_id uuid NOT NULL,
  id uuid NOT NULL,
  conversation_id uuid,
  message_id uuid,
  -- Chosen by the caller: the same key is the same call.
  idempotency_key uuid,
  -- SHA-256 of what was asked, to tell a repeated call from another one with the same key.
  input_hash text,
  -- The ids that the caller was told, and is told again: they outlive messages that were taken back.
  told jsonb,
  -- How much of the message's text and reasoning was there before this run, in UTF-16 units.
  content_before integer NOT NULL DEFAULT 0,
  reasoning_before integer NOT NULL DEFAULT 0,
  status text NOT NULL CHECK (status IN ('running', 'done', 'stopped', 'failed', 'interrupted')),
  model text NOT NULL,
  -- Our own: the request that started it, and the label that people read out.
  request_id text NOT NULL,
  answer_label text,
  snowflake_request_id text,
  started_at timestamptz NOT NULL DEFAULT now(),
  ended_at timestamptz,
  first_token_ms integer,
  latency_ms integer,
  finish_reason text,
  error_code text,
  prompt_tokens integer,
  completion_tokens integer,
  -- Upstream's own account, whole.
  usage jsonb,
  PRIMARY KEY (tenant_id, owner_id, id),
  UNIQUE (tenant_id, owner_id, idempotency_key),
  FOREIGN KEY (tenant_id, owner_id, conversation_id) REFERENCES coco.conversations ON DELETE CASCADE
);
CREATE INDEX ON coco.generations (tenant_id, owner_id, conversation_id);
CREATE INDEX ON coco.generations (tenant_id) WHERE status = 'running';
ALTER TABLE coco.generations ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.generations FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON coco.generations TO coco_app
  USING (tenant_id = coco.current_tenant() AND owner_id = coco.current_owner())
  WITH CHECK (tenant_id = coco.current_tenant() AND owner_id = coco.current_owner());
CREATE POLICY housekeeping ON coco.generations TO coco_keeper
  USING (tenant_id = coco.current_tenant() OR owner_id = coco.current_owner());
GRANT SELECT, INSERT, UPDATE, DELETE ON coco.generations TO coco_app;
GRANT SELECT (tenant_id, owner_id, id, conversation_id, message_id, status, ended_at), UPDATE (status, ended_at), DELETE ON coco.generations TO coco_keeper;
