-- What was spent: numbers only.
CREATE TABLE coco.usage (
  tenant_id text NOT NULL,
  id uuid NOT NULL,
  at timestamptz NOT NULL DEFAULT now(),
  -- Null once the person is deleted.
  owner_id uuid,
  -- chat: a conversation; complete: the typed client; stream: POST /v1/chat/stream
  kind text NOT NULL CHECK (kind IN ('chat', 'complete', 'stream')),
  model text NOT NULL,
  generation_id uuid,
  prompt_tokens integer,
  completion_tokens integer,
  -- False when upstream said nothing of tokens, or the answer was cut.
  is_whole boolean NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX ON coco.usage (tenant_id, at);
CREATE INDEX ON coco.usage (owner_id);
ALTER TABLE coco.usage ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.usage FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON coco.usage TO coco_app
  USING (tenant_id = coco.current_tenant()) WITH CHECK (tenant_id = coco.current_tenant());
CREATE POLICY housekeeping ON coco.usage TO coco_keeper
  USING (tenant_id = coco.current_tenant() OR owner_id = coco.current_owner()) WITH CHECK (true);
GRANT SELECT, INSERT ON coco.usage TO coco_app;
GRANT SELECT (tenant_id, id, owner_id), UPDATE (owner_id), DELETE ON coco.usage TO coco_keeper;

-- Who did what. One chain of hashes a tenant, and one, under the name '*' that no tenant can have, for what concerns none.
CREATE TABLE coco.audit (
  tenant_id text NOT NULL,
  seq bigint NOT NULL,
  at timestamptz NOT NULL,
  action text NOT NULL,
  decision text NOT NULL CHECK (decision IN ('allowed', 'denied')),
  actor_kind text NOT NULL CHECK (actor_kind IN ('person', 'key', 'system', 'anonymous')),
  -- An id, never a name: the record outlives the person.
  actor_id text,
  subject text,
  address text,
  request_id text,
  details jsonb NOT NULL,
  previous_hash text NOT NULL,
  hash text NOT NULL,
  PRIMARY KEY (tenant_id, seq)
);
ALTER TABLE coco.audit ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.audit FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON coco.audit TO coco_app
  USING (tenant_id = coco.current_tenant()) WITH CHECK (tenant_id = coco.current_tenant());
CREATE POLICY nobodys ON coco.audit TO coco_identity USING (tenant_id = '*') WITH CHECK (tenant_id = '*');
-- What housekeeping deletes is recorded like everything else.
CREATE POLICY housekeeping ON coco.audit TO coco_keeper
  USING (tenant_id = coco.current_tenant()) WITH CHECK (tenant_id = coco.current_tenant());
GRANT SELECT, INSERT ON coco.audit TO coco_app, coco_identity, coco_keeper;

-- Not even the owner changes what was recorded, by mistake or otherwise, without first taking this away.
CREATE FUNCTION coco.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'coco.audit is append-only';
END $$;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON coco.audit
  FOR EACH STATEMENT EXECUTE FUNCTION coco.refuse_change();
