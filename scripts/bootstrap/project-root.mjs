import { fileURLToPath } from 'node:url'

/** The folder of the repository, with a slash at the end: scripts work from any current folder. */
export const projectRoot = fileURLToPath(new URL('../../', import.meta.url))
