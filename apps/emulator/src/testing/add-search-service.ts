import type { AccountStore } from '../state/account-store.ts'
import { CONSOLE_NOW_MS } from './sql-console.ts'

/** A search service as a record alone: enough to grant on. */
export function addSearchService(
  store: AccountStore,
  [database = '', schema = '', name = '']: string[],
  owner: string,
) {
  store.change(({ searchServices }) => {
    searchServices.push({
      id: name,
      database,
      schema,
      name,
      searchColumn: 'ID',
      primaryKey: [],
      attributes: [],
      warehouse: 'WH',
      targetLag: '1 minute',
      embeddingModel: 'snowflake-arctic-embed-m-v1.5',
      source: { table: [database, schema, 'T'], columns: ['ID'] },
      definition: 'SELECT ID FROM T',
      owner,
      comment: '',
      createdAtMs: CONSOLE_NOW_MS,
    })
  })
}
