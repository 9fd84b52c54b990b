-- Who belongs to a tenant, its keys and its settings. A tenant's own transaction sees its own rows. Before a tenant is
-- known, coco_identity sees what belongs to the proof at hand: the memberships of the user whom it has named, the one key
-- whose hash was presented.
CREATE TABLE coco.memberships (
  tenant_id text NOT NULL,
  user_id uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
  roles text[] NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (tenant_id, user_id)
);
CREATE INDEX ON coco.memberships (user_id);
ALTER TABLE coco.memberships ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.memberships FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON coco.memberships TO coco_app
  USING (tenant_id = coco.current_tenant()) WITH CHECK (tenant_id = coco.current_tenant());
CREATE POLICY own ON coco.memberships FOR SELECT TO coco_identity USING (user_id = coco.current_owner());
CREATE POLICY housekeeping ON coco.memberships TO coco_keeper USING (tenant_id = coco.current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON coco.memberships TO coco_app;
GRANT SELECT ON coco.memberships TO coco_identity;
GRANT SELECT (tenant_id, user_id), DELETE ON coco.memberships TO coco_keeper;

CREATE TABLE coco.api_keys (
  tenant_id text NOT NULL,
  id uuid NOT NULL,
  -- Who owns what is made with the key. A rotated key keeps it.
  principal_id uuid NOT NULL,
  name text NOT NULL,
  -- The beginning of the key, for people to tell keys apart.
  prefix text NOT NULL,
  -- SHA-256 of the key in hexadecimal.
  hash text NOT NULL UNIQUE,
  roles text[] NOT NULL,
  -- Models that this key may name; null for all that Snowflake allows.
  models text[],
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz,
  revoked_at timestamptz,
  last_used_at timestamptz,
  PRIMARY KEY (tenant_id, id)
);
ALTER TABLE coco.api_keys ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.api_keys FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON coco.api_keys TO coco_app
  USING (tenant_id = coco.current_tenant()) WITH CHECK (tenant_id = coco.current_tenant());
CREATE POLICY presented ON coco.api_keys TO coco_identity
  USING (hash = coco.presented_key_hash()) WITH CHECK (hash = coco.presented_key_hash());
CREATE POLICY housekeeping ON coco.api_keys TO coco_keeper USING (tenant_id = coco.current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON coco.api_keys TO coco_app;
GRANT SELECT, UPDATE (last_used_at) ON coco.api_keys TO coco_identity;
GRANT SELECT (tenant_id, id), DELETE ON coco.api_keys TO coco_keeper;

CREATE TABLE coco.tenant_settings (
  tenant_id text PRIMARY KEY,
  -- How long a conversation is kept after its last change; null for ever.
  conversation_days integer CHECK (conversation_days BETWEEN 1 AND 3650),
  updated_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE coco.tenant_settings ENABLE ROW LEVEL SECURITY;
ALTER TABLE coco.tenant_settings FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON coco.tenant_settings TO coco_app
  USING (tenant_id = coco.current_tenant()) WITH CHECK (tenant_id = coco.current_tenant());
CREATE POLICY housekeeping ON coco.tenant_settings TO coco_keeper USING (tenant_id = coco.current_tenant());
GRANT SELECT, INSERT, UPDATE, DELETE ON coco.tenant_settings TO coco_app;
GRANT SELECT, DELETE ON coco.tenant_settings TO coco_keeper;
