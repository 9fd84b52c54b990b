import { countIn, type Reply } from '../reply.ts'
import { between, shuffled } from '../seeded-random.ts'

/** `a table with 5 rows`: made-up orders by region, whatever the table should be about, and honest about it. */
export const table: Reply = ({ prompt, random }) => {
  if (!/\btable\b/iu.test(prompt)) return null
  const count = countIn(prompt, 4)
  const orders = Array.from({ length: count }, () => between(random, 100, 9_999)).toSorted((one, other) => other - one)
  const rows = shuffled(random, regionNames(count)).map((region, index) => {
    const percent = between(random, -9, 12)
    const figure = (orders[index] ?? 0).toLocaleString('en-US')
    return `| ${index + 1} | ${region} | ${figure} | ${signed(percent)} % | ${trendOf(percent)} |`
  })
  return `${openingFor(prompt)}\n\n| # | Region | Orders | Change | Trend |\n|--:|:--|--:|--:|:--|\n${rows.join('\n')}`
}

function openingFor(prompt: string): string {
  const isAboutOthers = /\btable\s+(?:of|about|for|that|showing|comparing)\b|\bcompar/iu.test(prompt)
  const isAboutOrders = /\b(?:orders?|regions?|sales|revenue|figures|numbers)\b/iu.test(prompt)
  return isAboutOthers && !isAboutOrders
    ? 'The local stand-in has no figures for that. Here are made-up ones, orders by region:'
    : 'Orders by region, with made-up figures:'
}

const REGIONS = [
  'North',
  'South',
  'East',
  'West',
  'Central',
  'Overseas',
  'North-east',
  'North-west',
  'South-east',
  'South-west',
  'Islands',
  'Highlands',
]

/** As many as asked for, each another one: `North`, …, and when they run out `North 2`. */
function regionNames(count: number): string[] {
  return Array.from({ length: count }, (_, index) => {
    const round = Math.floor(index / REGIONS.length) + 1
    return `${REGIONS[index % REGIONS.length]}${round === 1 ? '' : ` ${round}`}`
  })
}

function signed(percent: number): string {
  if (percent === 0) return '0'
  return percent > 0 ? `+${percent}` : `−${-percent}`
}

function trendOf(percent: number): string {
  if (percent > 1) return 'rising'
  return percent < -1 ? 'falling' : 'steady'
}
