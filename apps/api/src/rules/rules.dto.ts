import {
  type CategoryName,
  NAMING_FIELDS,
  NAMING_MATCHES,
  type NamingRuleDefinition,
  type ProductivityLevel,
  TAXONOMY_LIMITS,
} from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import { CategoryNameDto, OverrideDto } from '../taxonomy/taxonomy.dto.js';

// These classes check the form only. The domain checks names, texts and classes.

type Field = NamingRuleDefinition['in'];
type Match = NamingRuleDefinition['match'];

const { activityLength, patternLength, namingRules } = TAXONOMY_LIMITS;
const ACTIVITY = { maxLength: activityLength, example: 'Google Chrome', description: 'The activity that is split.' };
const IN = {
  enum: NAMING_FIELDS,
  default: 'document',
  description: 'What the rule looks at: the title, or the address as site and path.',
} as const;
const MATCH = { enum: NAMING_MATCHES, description: 'How it compares. Case never matters.' } as const;
const TEXT = { maxLength: patternLength, example: 'acme', description: 'No character is special.' };
const NAME = { maxLength: activityLength, example: 'Client A', description: 'The activity that the time counts for.' };
const ID = { type: 'integer', example: 1, description: 'Unique for the user, and never given twice.' } as const;

/** A rule as a user says it, and the class of the activity that it names. */
export class NamingRuleDto extends OverrideDto {
  @ApiProperty(ACTIVITY)
  @IsString()
  activity!: string;

  @ApiPropertyOptional(IN)
  @IsOptional()
  @IsIn(NAMING_FIELDS)
  in?: Field;

  @ApiProperty(MATCH)
  @IsIn(NAMING_MATCHES)
  match!: Match;

  @ApiProperty(TEXT)
  @IsString()
  text!: string;

  @ApiProperty(NAME)
  @IsString()
  name!: string;

  @ApiPropertyOptional({
    ...{ type: 'integer', minimum: 1, maximum: namingRules },
    description: 'The place in the order, from 1. A new rule stands last.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(namingRules)
  place?: number;
}

/** A rule that is not saved yet. */
export class RuleDraftDto {
  @ApiPropertyOptional({ type: 'integer', description: 'The rule that the draft would change.' })
  @IsOptional()
  @IsInt()
  id?: number;

  @ApiProperty(ACTIVITY)
  @IsString()
  @MaxLength(activityLength)
  activity!: string;

  @ApiPropertyOptional(IN)
  @IsOptional()
  @IsIn(NAMING_FIELDS)
  in?: Field;

  @ApiProperty(MATCH)
  @IsIn(NAMING_MATCHES)
  match!: Match;

  @ApiProperty({ ...TEXT, description: 'No character is special. An empty text is contained in every title.' })
  @IsString()
  @MaxLength(patternLength)
  text!: string;

  @ApiPropertyOptional({
    type: 'integer',
    minimum: 1,
    maximum: 366,
    default: 30,
    description: 'How many days, up to today.',
  })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(366)
  days?: number;
}

/** A rule of the user. */
export class NamingRuleAnswerDto {
  @ApiProperty(ID)
  readonly id!: number;

  @ApiProperty(ACTIVITY)
  readonly activity!: string;

  @ApiProperty({ enum: NAMING_FIELDS, description: IN.description })
  readonly in!: Field;

  @ApiProperty(MATCH)
  readonly match!: Match;

  @ApiProperty(TEXT)
  readonly text!: string;

  @ApiProperty(NAME)
  readonly name!: string;

  @ApiProperty({ type: CategoryNameDto, description: 'The category of the activity that the rule names.' })
  readonly category!: CategoryName;

  @ApiProperty({ type: 'integer', minimum: -2, maximum: 2, description: 'The level of that activity.' })
  readonly productivity!: ProductivityLevel;
}

export class NamingRuleListDto {
  @ApiProperty({
    type: [NamingRuleAnswerDto],
    description: 'In order: of the rules for an activity, the first match counts.',
  })
  readonly rules!: readonly NamingRuleAnswerDto[];
}

export class MatchedDocumentDto {
  @ApiProperty({ example: 'Acme, invoice 7', description: 'The title, as reports show it.' })
  readonly document!: string;

  @ApiProperty({ example: 1260 })
  readonly seconds!: number;
}

/** What a draft matches in the last days. */
export class RulePreviewDto {
  @ApiProperty({ example: 5400, description: 'All time that it matches.' })
  readonly seconds!: number;

  @ApiProperty({ type: 'integer', description: 'How many titles it matches.' })
  readonly count!: number;

  @ApiProperty({ type: [MatchedDocumentDto], description: 'The 50 with most time, the longest first.' })
  readonly documents!: readonly MatchedDocumentDto[];
}
