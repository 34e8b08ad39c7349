import { PageHeading } from '../app/page-heading'

/** Not built yet: its heading alone. */
export function GridPage() {
  return <PageHeading title="grid.title" lead="grid.lead" />
}
