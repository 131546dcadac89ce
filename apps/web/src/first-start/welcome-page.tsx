import { Card } from '../parts/card.js';
import { CopyText } from '../parts/copy-text.js';
import { useServer } from '../server/answers.js';
import { useTitle } from '../parts/use-title.js';
import { useTexts } from '../text/reader.js';
import { NextSteps } from './next-steps.js';
import { TEXTS } from './texts.js';

/** The page after the first account was made: `/welcome`. */
export function WelcomePage() {
  const { text } = useTexts(TEXTS);
  const { timeZone } = useServer();
  const title = text('welcome.title');
  useTitle(title);
  return (
    <>
      <h1>{title}</h1>
      <NextSteps />
      <Card title={text('keeper.title')}>
        <p>{text('keeper.token')}</p>
        <CopyText
          label={text('keeper.command')}
          value={`npm run -s admin -- user create --email b@example.org --time-zone ${timeZone}`}
        />
      </Card>
    </>
  );
}
