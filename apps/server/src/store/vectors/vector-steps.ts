import { join } from 'node:path'
import { type Migration, readMigrationFiles } from '../../platform/database/migrate.ts'

/** What is done once, in order, to a database that has pgvector. Apart from the migrations, which every database runs. */
export function readVectorSteps(): Migration[] {
  return readMigrationFiles(join(import.meta.dirname, 'steps'))
}
