-- Removes the users and roles that 01_rbac_setup.sql made. Their grants go with them; their keys stop working at once.
--
-- Run as ACCOUNTADMIN. Runs again without harm. Whatever a tenant's role owns passes to ACCOUNTADMIN.
-- Who may use Cortex otherwise is not touched: see 02_give_back_public_access.sql.

USE ROLE ACCOUNTADMIN;

DROP USER IF EXISTS COCO_USER_ALPHA;
DROP USER IF EXISTS COCO_USER_BETA;
DROP ROLE IF EXISTS COCO_TENANT_ALPHA;
DROP ROLE IF EXISTS COCO_TENANT_BETA;
