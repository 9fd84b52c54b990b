/** The testkit's own connection to Postgres is no reason for a process to live; this is, until it is disposed of. */
export function keepAlive(): Disposable {
  const timer = setInterval(() => {}, 1_000)
  return { [Symbol.dispose]: () => clearInterval(timer) }
}
