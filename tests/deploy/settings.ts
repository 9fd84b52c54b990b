import { textOf } from './deploy-files.ts'

/** Every setting stands in `.env.example`; a test of the server's sees to that. */
const names = new Set([...textOf('.env.example').matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name))

export const isSetting = (name: string) => names.has(name)

/** What the image sets by itself. */
export const IMAGE_SETTINGS = Object.fromEntries(
  (/^ENV (.+)$/m.exec(textOf('deploy/docker/Dockerfile'))?.[1] ?? '').split(' ').map((pair) => pair.split('=')),
) as Record<string, string>
