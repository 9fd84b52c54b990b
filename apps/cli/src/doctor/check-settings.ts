import { isLoopbackHost } from '@coco/core/settings/loopback'
import type { Settings } from '@coco/core/settings/env-file'
import { inspectSettings } from '@coco/server/admin'
import type { Cli } from '../command.ts'
import { LOCAL_ACCOUNT } from '../local/local-deployment.ts'
import { requireLocalAllowed } from '../local/require-local-allowed.ts'
import { knownSettings, settingTypos } from '../local/setting-typos.ts'
import { toSentence } from '../to-sentence.ts'
import type { Finding } from './finding.ts'

const REMEDY = 'Correct it in the environment or in .env.'

/** Every setting as the server would read it, all problems at once. Values are never printed: one may be a secret in the wrong place. */
export function checkSettings({ settings }: Pick<Cli, 'settings'>): Finding[] {
  const problems = inspectSettings(asTheServerReads(settings)).map(
    ({ variable, message }): Finding => ({
      check: 'settings',
      ok: false,
      detail: `${variable} ${message}`,
      remedy: REMEDY,
    }),
  )
  const findings = [...checkMode(settings), ...problems]
  const typos = settingTypos(Object.keys(settings), knownSettings()).map(
    (detail): Finding => ({ check: 'settings', ok: false, detail, remedy: 'Correct its name, or remove it.' }),
  )
  if (findings.length > 0 || typos.length > 0) return [...findings, ...typos]
  return [
    { check: 'settings', ok: true, detail: `all understood${isExposed(settings) ? ', reachable by others' : ''}` },
  ]
}

/** Without an account a start is a local one, which some settings forbid. */
function checkMode(settings: Settings): Finding[] {
  if (!startsLocally(settings)) return []
  try {
    requireLocalAllowed(settings)
    return []
  } catch (error) {
    return [
      { check: 'settings', ok: false, detail: `SNOWFLAKE_ACCOUNT is missing. ${toSentence(error)}`, remedy: REMEDY },
    ]
  }
}

/** What `npm start` adds for a local Coco; the conflicts of that mode are told by `checkMode`, in its words. */
function asTheServerReads(settings: Settings): Settings {
  return startsLocally(settings) ? { ...settings, SNOWFLAKE_ACCOUNT: LOCAL_ACCOUNT } : settings
}

const startsLocally = (settings: Settings) =>
  settings.SNOWFLAKE_ACCOUNT === undefined && settings.COCO_MODE !== 'snowflake'

const isExposed = ({ COCO_HOST, COCO_PUBLIC_URL }: Settings) =>
  COCO_PUBLIC_URL !== undefined || !isLoopbackHost(COCO_HOST ?? '127.0.0.1')
