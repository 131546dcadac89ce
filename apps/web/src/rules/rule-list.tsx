import { useState } from 'preact/hooks';
import { type Level, levelColour } from '../charts/levels.js';
import { isolated } from '../format/isolated.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { Confirm } from '../forms/confirm.js';
import { useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import { bodyOf, draftOfRule, type Rule } from './rule-draft.js';
import { CHANGED, sentencesIn } from './rule-problems.js';
import { TEXTS } from './texts.js';

interface RuleListProps {
  readonly rules: readonly Rule[];
  readonly change: (rule: Rule) => void;
  /** Tells what was done, for a reader who does not see the list. */
  readonly tell: (outcome: string) => void;
}

/** The rules in their order, with ways to move, change and remove each. */
export function RuleList({ rules, change, tell }: RuleListProps) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const moving = useChange(...CHANGED);
  const [asked, setAsked] = useState<Rule>();
  const move = async (rule: Rule, place: number) => {
    const body = { ...bodyOf(draftOfRule(rule)), place };
    const work = () => client.PUT('/api/v1/rules/{id}', { params: { path: { id: rule.id } }, body });
    if (await moving.run(work)) tell(text('rules.moved', { name: isolated(rule.name), place }));
  };
  const remove = async ({ id }: Rule) => {
    await client.DELETE('/api/v1/rules/{id}', { params: { path: { id } } });
    tell(text('rules.removed'));
  };
  if (rules.length === 0) return <p class="quiet">{text('rules.none')}</p>;
  return (
    <>
      <ChangeProblem error={moving.error} sentences={sentencesIn(text)} />
      <ol class="rules">
        {rules.map((rule, index) => (
          <li key={rule.id}>
            <RuleInWords rule={rule} />
            <div class="acts">
              <MoveButtons
                name={rule.name}
                isFirst={index === 0}
                isLast={index === rules.length - 1}
                by={(places) => void move(rule, index + 1 + places)}
              />
              <NamedButton
                label={text('rules.changeOf', { name: rule.name })}
                act={text('rules.change')}
                press={() => change(rule)}
              />
              <NamedButton
                label={text('rules.removeOf', { name: rule.name })}
                act={text('rules.remove')}
                press={() => setAsked(rule)}
              />
            </div>
          </li>
        ))}
      </ol>
      {asked && (
        <Confirm
          title={text('rules.removeTitle')}
          act={text('rules.removeIt')}
          changes={CHANGED}
          work={() => remove(asked)}
          close={() => setAsked(undefined)}
        >
          <p>{text('rules.removeMeaning', { name: isolated(asked.name), activity: isolated(asked.activity) })}</p>
        </Confirm>
      )}
    </>
  );
}

function RuleInWords({ rule }: { rule: Rule }) {
  const { text } = useTexts(TEXTS);
  const level = text(`level.${rule.productivity as Level}`);
  return (
    <div>
      <p>
        <span class="swatch" style={{ background: levelColour(rule.productivity) }} role="img" aria-label={level} />
        <strong>
          <bdi>{rule.name}</bdi>
        </strong>{' '}
        <span class="quiet">
          <bdi>{rule.category.category}</bdi>
        </span>
      </p>
      <p class="quiet">
        <bdi>{rule.activity}</bdi> · {text(`rules.${rule.in}.${rule.match}`)}{' '}
        <q>
          <bdi>{rule.text}</bdi>
        </q>
      </p>
    </div>
  );
}

const NamedButton = ({ label, act, press }: { label: string; act: string; press: () => void }) => (
  <button type="button" aria-label={label} onClick={press}>
    {act}
  </button>
);

interface MoveButtonsProps {
  readonly name: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly by: (places: -1 | 1) => void;
}

/** They stay buttons at the ends of the list, so that the focus stays on them. */
function MoveButtons({ name, isFirst, isLast, by }: MoveButtonsProps) {
  const { text } = useTexts(TEXTS);
  const button = (places: -1 | 1, isEnd: boolean) => (
    <button
      type="button"
      class="arrow"
      aria-label={text(places < 0 ? 'rules.up' : 'rules.down', { name })}
      aria-disabled={isEnd}
      onClick={() => !isEnd && by(places)}
    >
      {places < 0 ? '↑' : '↓'}
    </button>
  );
  return (
    <>
      {button(-1, isFirst)}
      {button(1, isLast)}
    </>
  );
}
