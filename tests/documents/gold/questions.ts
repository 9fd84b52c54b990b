/** A question and the demonstration's documents, by file name, of which each answers it. */
export interface GoldQuestion {
  tenant: 'tenant-alpha' | 'tenant-beta'
  question: string
  documents: readonly string[]
  /** personal: answered by personal data alone, so only for whoever may read it. */
  asks: 'plain' | 'personal'
}

const alpha = (question: string, ...documents: string[]): GoldQuestion => ({
  tenant: 'tenant-alpha',
  question,
  documents: documents.map((name) => `${name}.md`),
  asks: 'plain',
})

const personal = (question: string, ...documents: string[]): GoldQuestion => ({
  ...alpha(question, ...documents),
  asks: 'personal',
})

const beta = (question: string, ...documents: string[]): GoldQuestion => ({
  ...alpha(question, ...documents),
  tenant: 'tenant-beta',
})

/** Written by hand, in the words of people who have not read the documents: many share few words with what answers them. */
export const GOLD: readonly GoldQuestion[] = [
  alpha('How much do I get back for a hotel in Paris?', 'travel-and-expenses'),
  alpha('What is the mileage allowance when I drive my own car?', 'travel-and-expenses'),
  alpha('Until when do I have to hand in my receipts?', 'travel-and-expenses'),
  alpha('May I fly business class?', 'travel-and-expenses'),
  alpha('Who can have a company credit card?', 'travel-and-expenses'),
  alpha('How much money is there for meals per day on a trip?', 'travel-and-expenses'),
  alpha('On which day are the books closed?', 'month-end-close'),
  alpha('What happens with goods that have arrived without an invoice?', 'month-end-close'),
  alpha('Who may reopen a period that is locked?', 'month-end-close'),
  alpha('Which exchange rates do we use?', 'month-end-close'),
  alpha('How did revenue develop in the third quarter?', 'results-third-quarter-2026'),
  alpha('Why did we lose sales in dairy?', 'results-third-quarter-2026'),
  alpha('How high is our net debt?', 'results-third-quarter-2026'),
  alpha('When does the second packing line start?', 'results-third-quarter-2026'),
  alpha('Why were energy costs lower than last year?', 'results-third-quarter-2026'),
  alpha('Up to which amount can a team lead approve an order?', 'purchasing-and-approvals'),
  alpha('From what price on do I need three quotes?', 'purchasing-and-approvals'),
  alpha('How is a new supplier checked?', 'purchasing-and-approvals'),
  alpha('May I accept a present from a vendor?', 'purchasing-and-approvals'),
  alpha('Can I sign up for a free trial of some software?', 'purchasing-and-approvals'),
  alpha('On which weekdays are bills paid?', 'invoices-and-payments'),
  alpha('A supplier writes that their bank account has changed. What now?', 'invoices-and-payments'),
  alpha('When do we send the first reminder to customers who have not paid?', 'invoices-and-payments'),
  alpha('In which format should vendors send their invoices?', 'invoices-and-payments'),
  alpha('How many vacation days do we have?', 'holidays-and-leave'),
  alpha('Can I carry unused holiday into next year?', 'holidays-and-leave'),
  alpha('Do I get a day off for moving?', 'holidays-and-leave'),
  alpha('How long before must I announce parental leave?', 'holidays-and-leave'),
  alpha('Is a sabbatical possible?', 'holidays-and-leave'),
  alpha('From which day on do I need a note from the doctor?', 'sickness-and-absence'),
  alpha('How long is my wage paid when I am ill?', 'sickness-and-absence'),
  alpha('My daughter is sick, may I stay at home?', 'sickness-and-absence'),
  alpha('Where do I report an accident?', 'sickness-and-absence'),
  alpha('How long is the probation period?', 'onboarding'),
  alpha('What happens on my first day?', 'onboarding'),
  alpha('How many days a week can I work from home?', 'remote-work'),
  alpha('May I work from Spain for a month?', 'remote-work'),
  alpha('My notebook was stolen, what must I do?', 'remote-work'),
  alpha('Is there a budget for a chair at home?', 'remote-work'),

  personal('What does Tobias Lindqvist earn?', 'salaries-2026'),
  personal('What is the pay of the head of logistics?', 'salaries-2026'),
  personal('How large is the bonus pool this year?', 'salaries-2026'),
  personal("Which number do I call in an emergency for Miriam's family?", 'emergency-contacts'),
  personal('Is anybody allergic to penicillin?', 'emergency-contacts'),
  personal('Who received written warnings about the hygiene log?', 'appraisals-2026'),
  personal('Who is the planned successor of the managing director?', 'appraisals-2026'),
  personal('Which goals were agreed with Elena Marchetti?', 'appraisals-2026'),

  beta('How do I roll back a release?', 'deployment'),
  beta('Can we ship on Friday afternoon?', 'deployment'),
  beta('How much traffic does the canary get?', 'deployment'),
  beta('How do we change the schema without a long lock?', 'deployment'),
  beta('What counts as severity 1?', 'incident-response'),
  beta('How soon must the status page be updated?', 'incident-response'),
  beta('Whom do we tell when one customer saw the data of another?', 'incident-response', 'security'),
  beta('When is the post-mortem due?', 'incident-response'),
  beta('How much is paid for a week on call?', 'on-call'),
  beta('Can I swap my shift with a colleague?', 'on-call'),
  beta('When does the on-call week begin?', 'on-call'),
  beta('How are lists paged in our interfaces?', 'api-guidelines'),
  beta('What is the rate limit for an API key?', 'api-guidelines'),
  beta('How long are idempotency keys kept?', 'api-guidelines'),
  beta('How long do we keep nightly copies of the database?', 'backups'),
  beta('How much data can we lose at most?', 'backups'),
  beta('How do I bring back the data of a single customer?', 'backups'),
  beta('Which computers can engineers choose?', 'developer-machine'),
  beta('How do I start the platform on my laptop?', 'developer-machine'),
  beta('How many approvals does a pull request need?', 'code-review'),
  beta('How large may a change be?', 'code-review'),
  beta('May I use an AI assistant to write code?', 'code-review'),
  beta('How long may a feature flag live?', 'feature-flags'),
  beta('Which kill switches exist?', 'feature-flags'),
  beta('Where do we store passwords and tokens?', 'security'),
  beta('How fast must a critical vulnerability be fixed?', 'security'),
  beta('How often does a meter send a reading?', 'metering-pipeline'),
  beta('What happens to suspicious readings?', 'metering-pipeline'),
  beta('How many readings per second can the system take?', 'metering-pipeline'),
  beta('Why was the queue down in August?', 'postmortem-queue-outage'),
  beta('Which certificate expired?', 'postmortem-queue-outage'),
  beta('What do we do with flaky tests?', 'testing'),
  beta('When do load tests run?', 'testing'),
]

/** Nothing in the tenant's documents answers these; several are answered in the other tenant's. */
export const UNANSWERABLE: readonly Pick<GoldQuestion, 'tenant' | 'question'>[] = [
  { tenant: 'tenant-alpha', question: 'What is the capital of Mongolia?' },
  { tenant: 'tenant-alpha', question: 'How do I tune a violin?' },
  { tenant: 'tenant-alpha', question: 'Which Kubernetes ingress controller do we run?' },
  { tenant: 'tenant-alpha', question: 'How many moons does Jupiter have?' },
  { tenant: 'tenant-alpha', question: 'Explain quantum entanglement' },
  { tenant: 'tenant-alpha', question: 'Who wrote Hamlet?' },
  { tenant: 'tenant-alpha', question: 'zxqv blorptang frumious' },
  { tenant: 'tenant-alpha', question: 'Recipe for pancakes with blueberries' },
  { tenant: 'tenant-beta', question: 'How do penguins sleep?' },
  { tenant: 'tenant-beta', question: 'Which wine goes with asparagus?' },
  { tenant: 'tenant-beta', question: 'Who won the chess olympiad?' },
  { tenant: 'tenant-beta', question: 'What is photosynthesis?' },
  { tenant: 'tenant-beta', question: 'Tell me about the Byzantine emperors' },
  { tenant: 'tenant-beta', question: 'How tall is Mount Kilimanjaro?' },
]
