-- Who people are, across tenants. These tables have no policies and no grants to coco_app: a tenant's transaction cannot
-- reach them at all. Only coco_identity can, and it reaches nothing of what tenants keep.
CREATE TABLE identity.users (
  id uuid PRIMARY KEY,
  email text NOT NULL,
  -- The e-mail address as it is compared: trimmed, in small letters.
  email_key text NOT NULL UNIQUE,
  name text NOT NULL,
  -- Null: no password yet, or somebody who signs in elsewhere.
  password_hash text,
  is_superuser boolean NOT NULL DEFAULT false,
  password_changed_at timestamptz,
  deactivated_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  updated_at timestamptz NOT NULL DEFAULT now()
);

-- Accounts elsewhere, linked by what the issuer vouches for and never by e-mail address.
CREATE TABLE identity.external_accounts (
  issuer text NOT NULL,
  subject text NOT NULL,
  user_id uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (issuer, subject)
);
CREATE INDEX ON identity.external_accounts (user_id);

CREATE TABLE identity.sessions (
  id uuid PRIMARY KEY,
  user_id uuid NOT NULL REFERENCES identity.users ON DELETE CASCADE,
  tenant_id text NOT NULL,
  method text NOT NULL CHECK (method IN ('password', 'oidc', 'local')),
  -- Roles that an issuer's claims gave, for this session; null when the membership says them.
  claimed_roles text[],
  created_at timestamptz NOT NULL DEFAULT now(),
  last_seen_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  -- Raised when its tokens are made anew: those of before are worth nothing.
  version integer NOT NULL DEFAULT 1,
  ended_at timestamptz,
  end_reason text,
  address text,
  user_agent text
);
CREATE INDEX ON identity.sessions (user_id);

-- Refresh tokens as SHA-256. A used one that comes again after the grace time ends its session.
CREATE TABLE identity.refresh_tokens (
  hash text PRIMARY KEY,
  session_id uuid NOT NULL REFERENCES identity.sessions ON DELETE CASCADE,
  created_at timestamptz NOT NULL DEFAULT now(),
  used_at timestamptz
);
CREATE INDEX ON identity.refresh_tokens (session_id);

-- Links that work once: an invitation, a new password, the first superuser. As SHA-256.
CREATE TABLE identity.one_time_links (
  hash text PRIMARY KEY,
  kind text NOT NULL CHECK (kind IN ('invitation', 'password_reset', 'setup')),
  user_id uuid REFERENCES identity.users ON DELETE CASCADE,
  tenant_id text,
  -- Of the membership that is made when the link is used, for somebody who has an account already. Null: the link sets a
  -- password, or makes somebody.
  roles text[],
  created_by uuid,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  used_at timestamptz
);
CREATE INDEX ON identity.one_time_links (user_id);

GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA identity TO coco_identity;
