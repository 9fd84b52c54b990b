/**
 * Where an account answers, without a slash at the end, told from where its Cortex does: `https://host/api/v2/cortex` gives
 * `https://host`. The SQL API and Cortex Search stand beside `/api/v2/cortex`, so a proxy that is put in front of one host keeps
 * whatever path it adds. Null for an address of another form: what is beside it cannot be known.
 */
export function accountUrlBeside(cortexUrl: string): string | null {
  const [address = '', ...rest] = cortexUrl.split(CORTEX_PATH)
  return rest.length === 1 ? address : null
}

const CORTEX_PATH = /\/+api\/v2\/cortex\/*$/
