-- Which models each tenant may use. Snowflake asks these grants on every call; a change takes effect on the next one.
--
-- Run as ACCOUNTADMIN after 01_rbac_setup.sql. Runs again without harm.
--
-- ACCOUNT-WIDE: step 2 takes every model from everybody who has it only through the PUBLIC application role – all users
-- of the account, Cortex Search and AI functions included. Without it a tenant's own grants mean nothing. Look first:
--   SHOW GRANTS TO APPLICATION ROLE SNOWFLAKE.PUBLIC;
-- Give other roles what they need with GRANT APPLICATION ROLE as in step 3, and undo step 2 with
-- teardown/02_give_back_public_access.sql.

USE ROLE ACCOUNTADMIN;

-- 1. An object and an application role for each model that Cortex serves here.
CALL SNOWFLAKE.MODELS.CORTEX_BASE_MODELS_REFRESH();

-- 2. Models are granted one by one from here on. (CORTEX_MODELS_ALLOWLIST, which did this until 2026, is no longer
--    consulted and needs no setting.)
CALL SNOWFLAKE.LOCAL.REVOKE_FROM_PUBLIC_APPLICATION_ROLE('APP_ROLE', 'CORTEX-MODEL-ROLE-ALL');

-- 3. The models of each tenant. The role of a model is CORTEX-MODEL-ROLE- and its name in capitals, in double quotes.
GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-CLAUDE-4-SONNET" TO ROLE COCO_TENANT_ALPHA;
GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-MISTRAL-LARGE2" TO ROLE COCO_TENANT_ALPHA;

GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-OPENAI-GPT-4.1" TO ROLE COCO_TENANT_BETA;
GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-LLAMA3.1-70B" TO ROLE COCO_TENANT_BETA;
GRANT APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-DEEPSEEK-R1" TO ROLE COCO_TENANT_BETA;

-- Claude and OpenAI models are outside most regions. If a name is unknown, allow other regions to serve it (this lets
-- prompts leave the region, for the whole account):
-- ALTER ACCOUNT SET CORTEX_ENABLED_CROSS_REGION = 'ANY_REGION';
