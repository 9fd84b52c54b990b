import { expect, test } from 'vitest'
import { grantPassagesSql, grantSearchSql } from './search-grant.ts'

const place = { database: 'COCO_DOCUMENTS', schema: 'TENANT_ALPHA', role: 'COCO_TENANT_ALPHA' }

test('the statements that an administrator can paste', () => {
  expect(grantSearchSql({ ...place, services: ['PASSAGES_SEARCH'] })).toBe(`\
GRANT USAGE ON DATABASE COCO_DOCUMENTS TO ROLE COCO_TENANT_ALPHA;
GRANT USAGE ON SCHEMA COCO_DOCUMENTS.TENANT_ALPHA TO ROLE COCO_TENANT_ALPHA;
GRANT USAGE ON CORTEX SEARCH SERVICE COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES_SEARCH TO ROLE COCO_TENANT_ALPHA;`)
  expect(grantPassagesSql({ ...place, tables: ['PASSAGES'], warehouse: 'COCO_WH' })).toBe(`\
GRANT USAGE ON WAREHOUSE COCO_WH TO ROLE COCO_TENANT_ALPHA;
GRANT USAGE ON DATABASE COCO_DOCUMENTS TO ROLE COCO_TENANT_ALPHA;
GRANT USAGE ON SCHEMA COCO_DOCUMENTS.TENANT_ALPHA TO ROLE COCO_TENANT_ALPHA;
GRANT SELECT, INSERT, DELETE ON TABLE COCO_DOCUMENTS.TENANT_ALPHA.PASSAGES TO ROLE COCO_TENANT_ALPHA;`)
})

test.each(['', 'a', 'X; DROP ROLE Y', 'X Y', '"X"', 'X.Y', `X${'Y'.repeat(255)}`])('no statement holds %j', (name) => {
  for (const part of ['database', 'schema', 'role'])
    expect(grantSearchSql({ ...place, services: ['S'], [part]: name })).toBeNull()
  expect(grantSearchSql({ ...place, services: ['S', name] })).toBeNull()
  expect(grantPassagesSql({ ...place, tables: ['T', name], warehouse: 'W' })).toBeNull()
  expect(grantPassagesSql({ ...place, tables: ['T'], warehouse: name })).toBeNull()
})
