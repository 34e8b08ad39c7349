import { PageHeading } from '../app/page-heading'

/** Not built yet: its heading alone. */
export function ExplorePage() {
  return <PageHeading title="explore.title" lead="explore.lead" />
}
