import { join } from 'node:path'
import { readMigrationFiles, type Migration } from '../platform/database/migrate.ts'

/** The numbered SQL files beside this one, in order. */
export function readMigrations(): Migration[] {
  return readMigrationFiles(join(import.meta.dirname, 'migrations'))
}
