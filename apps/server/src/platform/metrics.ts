import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** What a figure is called and what it says. Values of labels must come from closed lists: each one is kept for ever. */
export interface Figure<L extends string> {
  name: string
  help: string
  labels: readonly L[]
}

export type Labels<L extends string> = Readonly<Record<L, string>>
export type Reading<L extends string> = readonly { labels: Labels<L>; value: number }[]

/** Figures for Prometheus, as functions: whoever counts knows no registry. */
export interface Metrics {
  counter<L extends string>(figure: Figure<L>): (labels: Labels<L>, by?: number) => void
  /** For durations in seconds; `buckets` are their upper ends. */
  histogram<L extends string>(figure: Figure<L>, buckets: readonly number[]): (labels: Labels<L>, value: number) => void
  /** Read whenever somebody asks. */
  gauge<L extends string>(figure: Figure<L>, read: () => Reading<L>): void
  /** The same for what only grows and is counted elsewhere. */
  total<L extends string>(figure: Figure<L>, read: () => Reading<L>): void
  render(): Promise<{ contentType: string; text: string }>
}

export function createMetrics(): Metrics {
  // From now on, not from the first time that somebody asks: what was before would be missing then.
  const ofProcess = (processFigures ??= observeProcess())
  const registry = new Registry()
  const configuration = <L extends string>({ name, help, labels }: Figure<L>) => ({
    name,
    help,
    labelNames: [...labels],
    registers: [registry],
  })

  return {
    counter(figure) {
      const counter = new Counter(configuration(figure))
      return (labels, by = 1) => counter.inc(labels, by)
    },
    histogram(figure, buckets) {
      const histogram = new Histogram({ ...configuration(figure), buckets: [...buckets] })
      return (labels, value) => histogram.observe(labels, value)
    },
    gauge(figure, read) {
      const gauge = new Gauge({
        ...configuration(figure),
        collect: () => read().forEach(({ labels, value }) => gauge.set(labels, value)),
      })
    },
    total(figure, read) {
      const counter = new Counter({
        ...configuration(figure),
        collect() {
          counter.reset()
          for (const { labels, value } of read()) counter.inc(labels, value)
        },
      })
    },
    async render() {
      const whole = Registry.merge([registry, ofProcess])
      return { contentType: whole.contentType, text: await whole.metrics() }
    },
  }
}

/** CPU, memory and the event loop's delay are the process's, however many servers run in it. */
let processFigures: Registry | undefined

function observeProcess(): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  return registry
}
