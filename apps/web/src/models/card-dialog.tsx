import { lazy, Suspense, useEffect, useState } from 'react'
import { Dialog } from '../controls/dialog'
import { useMessages } from '../i18n/messages'
import styles from './models-page.module.css'
import { readOwnCard } from './own-model-files'
import type { Model } from './published-models'

const CardMarkdown = lazy(async () => ({ default: (await import('./card-markdown')).CardMarkdown }))

interface CardDialogProps {
  model: Model
  title: string
  isOpen: boolean
  onClose(): void
}

/** What the makers of a model write about it. */
export function CardDialog({ model, title, isOpen, onClose }: CardDialogProps) {
  const { t } = useMessages()
  const [text, setText] = useState<string>()
  useEffect(() => {
    if (isOpen) readCard(model).then(setText, () => setText(''))
  }, [isOpen, model])
  return (
    <Dialog title={title} isOpen={isOpen} onClose={onClose}>
      <div className={styles.card}>
        {text === '' && <p>{t('models.noCard')}</p>}
        {text && (
          <Suspense fallback={<p>{t('app.loading')}</p>}>
            <CardMarkdown text={text} folder={model.weights} />
          </Suspense>
        )}
      </div>
    </Dialog>
  )
}

async function readCard({ id, weights }: Model): Promise<string> {
  if (weights === undefined) return await readOwnCard(id)
  const response = await fetch(`${weights}README.md`)
  return response.ok ? await response.text() : ''
}
