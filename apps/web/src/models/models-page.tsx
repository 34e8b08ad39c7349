import { PageHeading } from '../app/page-heading'

/** Not built yet: its heading alone. */
export function ModelsPage() {
  return <PageHeading title="models.title" lead="models.lead" />
}
