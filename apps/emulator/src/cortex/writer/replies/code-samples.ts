export interface CodeSample {
  /** What goes behind the fence. */
  language: string
  label: string
  /** How people ask for it. */
  asked: RegExp
  source: string
  remark: string
}

const PYTHON: CodeSample = {
  language: 'python',
  label: 'Python',
  asked: /\bpython\b/iu,
  source: `def word_counts(text: str) -> dict[str, int]:
    """Count how often each word occurs."""
    counts: dict[str, int] = {}
    for word in text.lower().split():
        counts[word] = counts.get(word, 0) + 1
    return counts


print(word_counts("to be or not to be"))`,
  remark: "It prints `{'to': 2, 'be': 2, 'or': 1, 'not': 1}`.",
}

const SAMPLES: CodeSample[] = [
  {
    language: 'typescript',
    label: 'TypeScript',
    asked: /\b(?:typescript|ts|tsx|react|component)\b/iu,
    source: `interface Order {
  /** ISO 8601, for example 2026-03-14. */
  placedOn: string
  amount: number
}

export function ordersByMonth(orders: readonly Order[]): Map<string, Order[]> {
  return Map.groupBy(orders, ({ placedOn }) => placedOn.slice(0, 7))
}

const spring = ordersByMonth([
  { placedOn: '2026-03-14', amount: 120 },
  { placedOn: '2026-03-30', amount: 80 },
  { placedOn: '2026-04-02', amount: 45 },
])
console.log([...spring.keys()])`,
    remark: "It prints `['2026-03', '2026-04']`: the first seven characters of an ISO date are its month.",
  },
  {
    language: 'javascript',
    label: 'JavaScript',
    asked: /\b(?:javascript|js|node)\b/iu,
    source: `const debounce = (action, delayMs) => {
  let timer
  return (...args) => {
    clearTimeout(timer)
    timer = setTimeout(() => action(...args), delayMs)
  }
}`,
    remark: 'The action runs once, after the calls have stopped for `delayMs` milliseconds.',
  },
  {
    language: 'sql',
    label: 'SQL',
    asked: /\b(?:sql|query|select|snowflake)\b/iu,
    source: `SELECT region,
       DATE_TRUNC('month', ordered_at) AS month,
       SUM(amount) AS revenue
FROM   orders
WHERE  ordered_at >= DATEADD('year', -1, CURRENT_DATE())
GROUP  BY region, month
ORDER  BY month, revenue DESC;`,
    remark: 'One row per region and month, the best region of each month first.',
  },
  {
    language: 'rust',
    label: 'Rust',
    asked: /\brust\b/iu,
    source: `fn fibonacci(n: u32) -> u64 {
    let (mut a, mut b) = (0, 1);
    for _ in 0..n {
        (a, b) = (b, a + b);
    }
    a
}

fn main() {
    println!("{}", fibonacci(20));
}`,
    remark: 'It prints `6765`.',
  },
  {
    language: 'go',
    label: 'Go',
    asked: /\b(?:go|golang)\b/iu,
    source: `package main

import "fmt"

func main() {
	done := make(chan string)
	go func() { done <- "hello from a goroutine" }()
	fmt.Println(<-done)
}`,
    remark: 'The channel makes `main` wait for the goroutine.',
  },
  {
    language: 'java',
    label: 'Java',
    asked: /\bjava\b/iu,
    source: `record Point(double x, double y) {
    double distanceTo(Point other) {
        return Math.hypot(x - other.x, y - other.y);
    }
}`,
    remark: 'A record brings its constructor, accessors and `equals` along.',
  },
  {
    language: 'bash',
    label: 'Bash',
    asked: /\b(?:bash|shell)\b/iu,
    source: `set -euo pipefail
for file in *.log; do
  printf '%6d %s\\n' "$(wc -l < "$file")" "$file"
done | sort -rn | head`,
    remark: 'The ten longest log files, longest first.',
  },
  {
    language: 'html',
    label: 'HTML',
    asked: /\bhtml\b/iu,
    source: `<!doctype html>
<title>Hello</title>
<p>Hello from <em>HTML</em>.</p>`,
    remark: 'That is a complete, valid page.',
  },
]

/** The sample in the language that a prompt names; Python when it names none. */
export function codeSampleFor(prompt: string): CodeSample {
  if (PYTHON.asked.test(prompt)) return PYTHON
  return SAMPLES.find(({ asked }) => asked.test(prompt)) ?? PYTHON
}
