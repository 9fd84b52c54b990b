-- Three roles that own nothing and log in nowhere. Every transaction of the server takes one of them on; which rows each
-- may see is said table by table below. Roles belong to the whole cluster, so they may be there already.
--   coco_app       a tenant's rows, for one caller of that tenant
--   coco_identity  who somebody is, before a tenant is known
--   coco_keeper    deletes what has lived long enough, and marks what was interrupted, without reading any of it
DO $$
DECLARE
  wanted text;
BEGIN
  FOREACH wanted IN ARRAY ARRAY['coco_app', 'coco_identity', 'coco_keeper'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = wanted) THEN
      BEGIN
        EXECUTE format('CREATE ROLE %I NOLOGIN', wanted);
      EXCEPTION
        -- Somebody else made it in this moment: the roles are shared by all databases of the cluster.
        WHEN duplicate_object OR unique_violation THEN NULL;
      END;
    END IF;
    IF NOT pg_has_role(CURRENT_USER, wanted, 'MEMBER') THEN
      EXECUTE format('GRANT %I TO CURRENT_USER', wanted);
    END IF;
  END LOOP;
END $$;

CREATE SCHEMA identity;
CREATE SCHEMA coco;
GRANT USAGE ON SCHEMA identity TO coco_identity;
GRANT USAGE ON SCHEMA coco TO coco_app, coco_identity, coco_keeper;

-- What a transaction has said about itself; null when it has said nothing, so that a policy finds no rows.
CREATE FUNCTION coco.current_tenant() RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('coco.tenant_id', true), '');

CREATE FUNCTION coco.current_owner() RETURNS uuid
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('coco.user_id', true), '')::uuid;

CREATE FUNCTION coco.presented_key_hash() RETURNS text
  LANGUAGE sql STABLE PARALLEL SAFE
  RETURN nullif(current_setting('coco.key_hash', true), '');
