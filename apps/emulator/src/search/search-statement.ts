import type { ShowScope } from '../sql/shown-scope.ts'

/** Statements about Cortex Search services. One is dropped like any other object. */
export type SearchStatement =
  | {
      kind: 'create search service'
      path: string[]
      orReplace: boolean
      ifNotExists: boolean
      searchColumn: string
      primaryKey: string[]
      attributes: string[]
      warehouse: string
      targetLag: string
      embeddingModel: string
      comment: string
      /** The table by the name the statement gives it; `columns` is null for `*`. */
      source: { path: string[]; columns: string[] | null }
      definition: string
    }
  | { kind: 'show search services'; like: string | null; scope: ShowScope }
  | { kind: 'describe search service'; path: string[] }
