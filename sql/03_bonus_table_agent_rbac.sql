-- Optional: a small retail example, to see that grants on objects part tenants as grants on models do. Alpha may read its
-- tables and use its search service and its agent; Beta may not.
--
-- Run as ACCOUNTADMIN after 02_enable_model_rbac.sql. Runs again without harm: the sample rows are written anew, other rows
-- stay. An account that has a RETAILBOT_DB with tables of other columns is to leave parts 1 to 4 out.
--
-- COSTS: a search service bills for serving its index as long as it exists. teardown/03_drop_retail_example.sql takes
-- everything away again.

USE ROLE ACCOUNTADMIN;

-- 1. A warehouse for the statements, and a place for the objects.
CREATE WAREHOUSE IF NOT EXISTS COCO_WH
  WAREHOUSE_SIZE = XSMALL
  AUTO_SUSPEND = 60
  AUTO_RESUME = TRUE
  INITIALLY_SUSPENDED = TRUE
  COMMENT = 'Coco';
CREATE DATABASE IF NOT EXISTS RETAILBOT_DB COMMENT = 'Coco: retail example';
CREATE SCHEMA IF NOT EXISTS RETAILBOT_DB.SUPPORT COMMENT = 'Coco: what people ask a shop, and what it sells';

-- 2. The tables and their sample rows. Cortex Search wants change tracking.
CREATE TABLE IF NOT EXISTS RETAILBOT_DB.SUPPORT.SUPPORT_TICKETS (
  TICKET_ID TEXT NOT NULL PRIMARY KEY,
  PRODUCT_ID TEXT NOT NULL,
  STATUS TEXT NOT NULL,
  DESCRIPTION TEXT NOT NULL
) CHANGE_TRACKING = TRUE;
CREATE TABLE IF NOT EXISTS RETAILBOT_DB.SUPPORT.PRODUCT_CATALOG (
  PRODUCT_ID TEXT NOT NULL PRIMARY KEY,
  NAME TEXT NOT NULL,
  PRICE NUMBER(10, 2) NOT NULL
);
USE WAREHOUSE COCO_WH;
DELETE FROM RETAILBOT_DB.SUPPORT.SUPPORT_TICKETS WHERE TICKET_ID IN ('SAMPLE-1', 'SAMPLE-2', 'SAMPLE-3');
INSERT INTO RETAILBOT_DB.SUPPORT.SUPPORT_TICKETS (TICKET_ID, PRODUCT_ID, STATUS, DESCRIPTION) VALUES
  ('SAMPLE-1', 'KETTLE', 'OPEN', 'The kettle switches itself off before the water boils.'),
  ('SAMPLE-2', 'LAMP', 'CLOSED', 'The lamp flickered; tightening the bulb helped.'),
  ('SAMPLE-3', 'KETTLE', 'CLOSED', 'The lid of the kettle was missing; a new one was sent.');
DELETE FROM RETAILBOT_DB.SUPPORT.PRODUCT_CATALOG WHERE PRODUCT_ID IN ('KETTLE', 'LAMP');
INSERT INTO RETAILBOT_DB.SUPPORT.PRODUCT_CATALOG (PRODUCT_ID, NAME, PRICE) VALUES
  ('KETTLE', 'Kettle, 1.7 litres', 39.90),
  ('LAMP', 'Desk lamp', 24.50);

-- 3. The search service over the tickets. Whoever makes one needs CORTEX_USER or CORTEX_EMBED_USER, and 01 took the first
--    from PUBLIC.
GRANT DATABASE ROLE SNOWFLAKE.CORTEX_EMBED_USER TO ROLE ACCOUNTADMIN;
CREATE CORTEX SEARCH SERVICE IF NOT EXISTS RETAILBOT_DB.SUPPORT.SUPPORT_SEARCH
  ON DESCRIPTION
  PRIMARY KEY (TICKET_ID)
  ATTRIBUTES PRODUCT_ID, STATUS
  WAREHOUSE = COCO_WH
  TARGET_LAG = '1 minute'
  EMBEDDING_MODEL = 'snowflake-arctic-embed-m-v1.5'
  AS (
    SELECT TICKET_ID, PRODUCT_ID, STATUS, DESCRIPTION
    FROM RETAILBOT_DB.SUPPORT.SUPPORT_TICKETS
  );

-- 4. The agent that answers from the tickets. What its tools use is asked for when it runs, not here.
CREATE AGENT IF NOT EXISTS RETAILBOT_DB.SUPPORT.RETAILBOT
  COMMENT = 'Coco: answers what people ask a shop'
  FROM SPECIFICATION $$
models:
  orchestration: claude-4-sonnet
instructions:
  response: Answer in one or two sentences, and name the ticket that says so.
  orchestration: Look in the tickets before answering.
tools:
  - tool_spec:
      type: cortex_search
      name: SupportSearch
      description: What customers wrote about the products.
tool_resources:
  SupportSearch:
    name: RETAILBOT_DB.SUPPORT.SUPPORT_SEARCH
    max_results: 3
    id_column: TICKET_ID
$$;

-- 5. What Alpha may do; each line alone is needed. For Beta to have it too, run them again with its role. A search service
--    runs with its owner's rights: row policies of the caller do not apply, so whoever may use it finds the same passages.
GRANT USAGE ON WAREHOUSE COCO_WH TO ROLE COCO_TENANT_ALPHA;
GRANT USAGE ON DATABASE RETAILBOT_DB TO ROLE COCO_TENANT_ALPHA;
GRANT USAGE ON SCHEMA RETAILBOT_DB.SUPPORT TO ROLE COCO_TENANT_ALPHA;
GRANT SELECT ON TABLE RETAILBOT_DB.SUPPORT.SUPPORT_TICKETS TO ROLE COCO_TENANT_ALPHA;
GRANT SELECT ON TABLE RETAILBOT_DB.SUPPORT.PRODUCT_CATALOG TO ROLE COCO_TENANT_ALPHA;
GRANT USAGE ON CORTEX SEARCH SERVICE RETAILBOT_DB.SUPPORT.SUPPORT_SEARCH TO ROLE COCO_TENANT_ALPHA;
GRANT USAGE ON AGENT RETAILBOT_DB.SUPPORT.RETAILBOT TO ROLE COCO_TENANT_ALPHA;

-- 6. What each tenant holds now.
SHOW GRANTS TO ROLE COCO_TENANT_ALPHA;
SHOW GRANTS TO ROLE COCO_TENANT_BETA;
