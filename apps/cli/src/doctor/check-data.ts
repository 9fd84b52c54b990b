import { inspectData } from '@coco/server/admin'
import type { Cli } from '../command.ts'
import { toSentence } from '../to-sentence.ts'
import type { Finding } from './finding.ts'

/** The database: whether it answers, is up to date, and keeps tenants apart. */
export async function checkData({ settings, folder }: Cli): Promise<Finding[]> {
  try {
    return toFindings(await inspectData({ settings, folder }))
  } catch (error) {
    const remedy = 'Correct it in the environment or in .env.'
    return [{ check: 'database', ok: false, detail: toSentence(error), remedy }]
  }
}

function toFindings(report: Awaited<ReturnType<typeof inspectData>>): Finding[] {
  switch (report.state) {
    case 'held': {
      const detail = `another process has ${report.folder} and does not answer`
      const remedy = 'End that Coco, or give this one its own COCO_DATA_DIR.'
      return [{ check: 'database', ok: false, detail, remedy }]
    }
    case 'unreachable': {
      const remedy = REMEDIES[report.why]
      const detail = `the database of DATABASE_URL cannot be reached (${report.reason})`
      return [{ check: 'database', ok: false, detail, remedy }]
    }
    case 'not_open': {
      const { folder, isThere } = report
      const detail = isThere
        ? `the embedded one in ${folder}; no server has it open, and the next start checks it`
        : `the embedded one; the first start makes it in ${folder}`
      return [{ check: 'database', ok: true, detail }]
    }
    case 'open':
      return [
        { check: 'database', ok: true, detail: `answers (Postgres ${report.version})` },
        checkMigrations(report),
        checkIsolation(report),
        checkVectors(report),
        ...checkMemberships(report),
        ...checkRights(report),
      ]
  }
}

const REMEDIES = {
  address: 'Check host and port in DATABASE_URL, and that the database runs and lets this machine in.',
  credentials: 'Check user and password in DATABASE_URL (special characters as %XX), and pg_hba.conf.',
  database: 'Make that database, or correct its name in DATABASE_URL.',
}

type Open = Extract<Awaited<ReturnType<typeof inspectData>>, { state: 'open' }>

function checkMigrations({ pending, foreign }: Open): Finding {
  if (foreign.length > 0) {
    const detail = `${foreign.join(', ')} ran here, and this version does not have it so`
    const remedy = 'Start the version that made the database, or restore a backup.'
    return { check: 'migrations', ok: false, detail, remedy }
  }
  if (pending.length === 0) return { check: 'migrations', ok: true, detail: 'all have run' }
  return { check: 'migrations', ok: true, detail: `the next start runs ${pending.join(', ')}` }
}

function checkIsolation({ pending, isolation }: Open): Finding {
  if (pending.length > 0) return { check: 'isolation', ok: true, detail: 'checked once all migrations have run' }
  if (isolation.length === 0) return { check: 'isolation', ok: true, detail: 'every tenant table is behind its policy' }
  const detail = isolation.join('\n')
  const remedy = 'Somebody changed the database by hand. Put it back as the migrations made it; no server starts on it.'
  return { check: 'isolation', ok: false, detail, remedy }
}

/** Not a failure: Coco finds documents by their words then. */
function checkVectors({ hasVectors }: Open): Finding {
  const detail = hasVectors
    ? 'pgvector is there'
    : 'no pgvector, so documents are found by their words alone; install it'
  return { check: 'vectors', ok: true, detail }
}

function checkRights({ missingRights }: Open): Finding[] {
  if (missingRights.length === 0) return []
  const detail = `the user of DATABASE_URL lacks ${missingRights.join(' and ')}, and the next start makes tables`
  const roles = 'CREATE ROLE coco_app NOLOGIN; CREATE ROLE coco_identity NOLOGIN; CREATE ROLE coco_keeper NOLOGIN;'
  const remedy = `Let it own the database: ALTER DATABASE … OWNER TO …; if it may not create roles, an administrator runs once: ${roles} GRANT coco_app, coco_identity, coco_keeper TO that user;`
  return [{ check: 'rights', ok: false, detail, remedy }]
}

/** As after a restore for another owner. */
function checkMemberships({ missingMemberships }: Open): Finding[] {
  if (missingMemberships.length === 0) return []
  const roles = missingMemberships.join(', ')
  const detail = `the user of DATABASE_URL may not act as ${roles}, and no server starts without that`
  return [{ check: 'rights', ok: false, detail, remedy: `An administrator runs once: GRANT ${roles} TO that user;` }]
}
