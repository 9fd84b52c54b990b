-- Opens again what 01_rbac_setup.sql and 02_enable_model_rbac.sql closed: Cortex and every model for every user of the
-- account, as in a new account.
--
-- Run as ACCOUNTADMIN. Runs again without harm. ACCOUNT-WIDE: while this is in effect, every tenant may use every model,
-- whatever was granted to its role. If CORTEX_USER or the models were not open before 01 and 02, do not run it.

USE ROLE ACCOUNTADMIN;

GRANT DATABASE ROLE SNOWFLAKE.CORTEX_USER TO ROLE PUBLIC;
CALL SNOWFLAKE.LOCAL.GRANT_TO_PUBLIC_APPLICATION_ROLE('APP_ROLE', 'CORTEX-MODEL-ROLE-ALL');
