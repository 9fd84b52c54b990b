-- One Snowflake role and one service user for each tenant.
--
-- Run as ACCOUNTADMIN, on a real account or on the local Snowflake. Runs again without harm.
-- After it come 02_enable_model_rbac.sql (which models a tenant may use) and the public keys (at the end of this file).
--
-- ACCOUNT-WIDE: the REVOKE below closes Cortex for everybody who has it only because new accounts grant it to PUBLIC.
-- Without it a tenant's own grants mean nothing, for every user holds PUBLIC. Look first who that is:
--   SHOW GRANTS OF DATABASE ROLE SNOWFLAKE.CORTEX_USER;
-- give it to the roles that need it:
--   GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE <role>;
-- and undo it with teardown/02_give_back_public_access.sql.

USE ROLE ACCOUNTADMIN;

-- 1. A role for each tenant.
CREATE ROLE IF NOT EXISTS COCO_TENANT_ALPHA COMMENT = 'Coco tenant: User Alpha';
CREATE ROLE IF NOT EXISTS COCO_TENANT_BETA COMMENT = 'Coco tenant: User Beta';

-- 2. Cortex for these roles, and no longer for everybody.
GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE COCO_TENANT_ALPHA;
GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE COCO_TENANT_BETA;
REVOKE DATABASE ROLE SNOWFLAKE.CORTEX_USER FROM ROLE PUBLIC;

-- 3. A service user for each tenant. A REST call runs with the user's default role; without secondary roles it holds
--    exactly what that role holds.
CREATE USER IF NOT EXISTS COCO_USER_ALPHA
  TYPE = SERVICE
  DEFAULT_ROLE = COCO_TENANT_ALPHA
  DEFAULT_SECONDARY_ROLES = ()
  COMMENT = 'Calls Cortex for User Alpha';
CREATE USER IF NOT EXISTS COCO_USER_BETA
  TYPE = SERVICE
  DEFAULT_ROLE = COCO_TENANT_BETA
  DEFAULT_SECONDARY_ROLES = ()
  COMMENT = 'Calls Cortex for User Beta';

GRANT ROLE COCO_TENANT_ALPHA TO USER COCO_USER_ALPHA;
GRANT ROLE COCO_TENANT_BETA TO USER COCO_USER_BETA;

-- 4. The public keys. On a real account, print the body of each key in one line,
--      awk 'NR>1 && !/END/' keys/alpha_rsa_key.pub | tr -d '\n'
--    and run these two with the result. The local Snowflake registers the keys in keys/ by itself.
-- ALTER USER COCO_USER_ALPHA SET RSA_PUBLIC_KEY = '<body of keys/alpha_rsa_key.pub>';
-- ALTER USER COCO_USER_BETA SET RSA_PUBLIC_KEY = '<body of keys/beta_rsa_key.pub>';
--
-- To change a key without a pause: SET RSA_PUBLIC_KEY_2, replace the private key file, then UNSET RSA_PUBLIC_KEY.
