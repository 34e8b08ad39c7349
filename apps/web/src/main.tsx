import '@fontsource-variable/onest/wght.css'
import './theme/tokens.css'
import './theme/base.css'
import { StrictMode, Suspense } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app'
import { StartupError } from './app/startup-error'
import { MessagesProvider } from './i18n/messages-provider'
import { registerWorker } from './offline/register-worker'
import { applyTheme, readTheme } from './theme/theme'

applyTheme(readTheme())
void registerWorker()

const root = document.getElementById('root')
if (!root) throw new Error('index.html lacks the element #root')
createRoot(root).render(
  <StrictMode>
    <StartupError>
      <Suspense fallback={null}>
        <MessagesProvider>
          <App />
        </MessagesProvider>
      </Suspense>
    </StartupError>
  </StrictMode>,
)
