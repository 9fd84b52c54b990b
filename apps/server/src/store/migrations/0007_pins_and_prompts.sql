-- What its owner keeps on top of the list. It changes nothing else: no order, and no date on which the conversation goes.
ALTER TABLE coco.conversations ADD COLUMN pinned_at timestamptz;
CREATE INDEX ON coco.conversations (tenant_id, owner_id, pinned_at DESC) WHERE pinned_at IS NOT NULL;

-- Texts to begin a question with. Somebody's own are in a table of their own, so that no policy ever joins the two with OR; one that
-- is shared moves to the other, with its id.
CREATE TABLE coco.prompts (
  tenant_id text NOT NULL,
  owner_id uuid NOT NULL,
  id uuid NOT NULL,
  title text NOT NULL,
  content text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  -- Removed, and still to be restored until the keeper comes.
  removed_at timestamptz,
  PRIMARY KEY (tenant_id, owner_id, id)
);
ALTER TABLE coco.prompts ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.prompts FORCE ROW LEVEL SECURITY;
CREATE POLICY owner ON coco.prompts TO coco_app
  USING (tenant_id = coco.current_tenant() AND owner_id = coco.current_owner())
  WITH CHECK (tenant_id = coco.current_tenant() AND owner_id = coco.current_owner());
CREATE POLICY housekeeping ON coco.prompts TO coco_keeper
  USING (tenant_id = coco.current_tenant() OR owner_id = coco.current_owner());
GRANT SELECT, INSERT, UPDATE, DELETE ON coco.prompts TO coco_app;
GRANT SELECT (tenant_id, owner_id, id, removed_at), DELETE ON coco.prompts TO coco_keeper;

-- Those of the whole tenant. Who may change them is decided by roles.
CREATE TABLE coco.shared_prompts (
  tenant_id text NOT NULL,
  id uuid NOT NULL,
  -- Who wrote it: a person, or the service principal of an API key. It goes with that person's account.
  author_id uuid NOT NULL,
  title text NOT NULL,
  content text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now(),
  removed_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
CREATE INDEX ON coco.shared_prompts (author_id);
ALTER TABLE coco.shared_prompts ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.shared_prompts FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON coco.shared_prompts TO coco_app
  USING (tenant_id = coco.current_tenant()) WITH CHECK (tenant_id = coco.current_tenant());
CREATE POLICY housekeeping ON coco.shared_prompts TO coco_keeper
  USING (tenant_id = coco.current_tenant() OR author_id = coco.current_owner());
GRANT SELECT, INSERT, UPDATE, DELETE ON coco.shared_prompts TO coco_app;
GRANT SELECT (tenant_id, author_id, id, removed_at), DELETE ON coco.shared_prompts TO coco_keeper;
