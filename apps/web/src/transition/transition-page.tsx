import { PageHeading } from '../app/page-heading'

/** Not built yet: its heading alone. */
export function TransitionPage() {
  return <PageHeading title="transition.title" lead="transition.lead" />
}
