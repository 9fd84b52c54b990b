-- Removes what 03_bonus_table_agent_rbac.sql made: the database of the retail example with everything in it, and the grants
-- on these. An account whose RETAILBOT_DB is its own is not to run this.
--
-- Run as ACCOUNTADMIN. Runs again without harm.

USE ROLE ACCOUNTADMIN;

DROP DATABASE IF EXISTS RETAILBOT_DB;

-- The warehouse may have other uses by now:
-- DROP WAREHOUSE IF EXISTS COCO_WH;
--
-- So may the right to make search services. To take it back:
-- REVOKE DATABASE ROLE SNOWFLAKE.CORTEX_EMBED_USER FROM ROLE ACCOUNTADMIN;
