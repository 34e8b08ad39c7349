import { AnimeganError } from '@animegan/core'
import { FolderOpen, FolderUp } from 'lucide-react'
import { useState } from 'react'
import { type DirectoryDropItem, DropZone, type FileDropItem, FileTrigger, Text } from 'react-aria-components'
import { Button } from '../controls/button'
import { releaseGenerator } from '../generator/use-generator'
import { type MessageKey, useMessages } from '../i18n/messages'
import { notify } from '../notifications/notifications'
import styles from './models-page.module.css'
import { keepOwnModel } from './own-model-files'
import { publishedModels } from './published-models'
import { readModelFiles } from './read-model-files'

const problems: Record<string, MessageKey> = {
  WEIGHTS_NOT_FOUND: 'models.filesMissing',
  INVALID_MANIFEST: 'models.manifestWrong',
  WEIGHTS_CORRUPT: 'models.filesDamaged',
  STORAGE_FULL: 'models.noRoom',
  NAME_TAKEN: 'models.nameTaken',
}

/** Takes a model from the visitor's files: dropped, or chosen. */
export function BringModel() {
  const { t } = useMessages()
  const [isChecking, setChecking] = useState(false)
  const [problem, setProblem] = useState<AnimeganError>()

  const bring = async (find: () => Promise<File[]>) => {
    setProblem(undefined)
    setChecking(true)
    try {
      const name = await keepFiles(await find())
      notify(t('models.brought', { model: name }))
    } catch (error) {
      setProblem(AnimeganError.isInstance(error) ? error : new AnimeganError('INVALID_DATA', String(error)))
    } finally {
      setChecking(false)
    }
  }
  const choose = (list: FileList | null) => {
    if (list?.length) void bring(async () => [...list])
  }
  return (
    <DropZone
      className={styles.bring!}
      onDrop={({ items }) => void bring(() => listFiles(items.filter((item) => item.kind !== 'text')))}
    >
      <FolderUp aria-hidden />
      <Text slot="label" className={styles.bringLabel!}>
        {t(isChecking ? 'models.checking' : 'models.bringHere')}
      </Text>
      <p>{t('models.bringText')}</p>
      <div className={styles.actions}>
        <FileTrigger acceptDirectory onSelect={choose}>
          <Button isDisabled={isChecking}>
            <FolderOpen aria-hidden />
            {t('models.chooseFolder')}
          </Button>
        </FileTrigger>
        <FileTrigger allowsMultiple onSelect={choose}>
          <Button variant="quiet" isDisabled={isChecking}>
            {t('models.chooseFiles')}
          </Button>
        </FileTrigger>
      </div>
      {problem && (
        <div role="alert" className={styles.problem}>
          <p>{t(problems[problem.code] ?? 'models.notRead')}</p>
          <p className={styles.detail}>{problem.message}</p>
        </div>
      )}
    </DropZone>
  )
}

async function keepFiles(files: readonly File[]): Promise<string> {
  const model = await readModelFiles(files)
  const { name, title } = model.manifest
  if (publishedModels.some(({ id }) => id === name)) {
    const message = `this site has a model ${name} already; give yours another "name" in manifest.json`
    throw new AnimeganError('NAME_TAKEN', message)
  }
  await keepOwnModel(model)
  releaseGenerator()
  return title ?? name
}

/** Files, and all that lie in folders and their folders. */
async function listFiles(items: readonly (FileDropItem | DirectoryDropItem)[]): Promise<File[]> {
  const files: File[] = []
  for (const item of items) {
    if (item.kind === 'file') {
      files.push(await item.getFile())
      continue
    }
    const entries: (FileDropItem | DirectoryDropItem)[] = []
    for await (const entry of item.getEntries()) entries.push(entry)
    files.push(...(await listFiles(entries)))
  }
  return files
}
