-- Removes what 04_documents.sql made: the search services, the tables with every passage in them, and the grants on them.
-- Coco keeps its own copy of the documents; tenants that searched with Cortex Search have to be set back to Coco's own search.
--
-- WHAT IS LOST: Coco cannot see afterwards that its copies are gone. Each document that was in Cortex Search is refused when
-- it is deleted, until 04_documents.sql has run again or an admin deletes it "here alone", which the page offers then.
-- Snowflake's Time Travel keeps the database for as long as DATA_RETENTION_TIME_IN_DAYS says (a day, unless it was changed):
-- UNDROP DATABASE brings it back within that time, personal passages included. Seven days of Fail-safe follow, which only
-- Snowflake itself can read.
--
-- Run as ACCOUNTADMIN. Runs again without harm. The schemas of tenants that were added later are in the same database.

USE ROLE ACCOUNTADMIN;

DROP DATABASE IF EXISTS COCO_DOCUMENTS;

-- The warehouse may have other uses by now:
-- DROP WAREHOUSE IF EXISTS COCO_WH;
--
-- The model that makes vectors stays granted. To take it back, for each tenant:
-- REVOKE APPLICATION ROLE SNOWFLAKE."CORTEX-MODEL-ROLE-SNOWFLAKE-ARCTIC-EMBED-M-V1.5" FROM ROLE COCO_TENANT_ALPHA;
--
-- So does the right to make search services, which others may need by now. To take it back:
-- REVOKE DATABASE ROLE SNOWFLAKE.CORTEX_EMBED_USER FROM ROLE ACCOUNTADMIN;
