import type { ActivityChange, CategoryName, ProductivityLevel } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';

// These classes check the form only. The domain checks names, levels and patterns.

const LEVEL = { type: 'integer', minimum: -2, maximum: 2, description: 'The productivity level.' } as const;

const MOST_CHANGES = 500;

export class CategoryNameDto implements CategoryName {
  @ApiProperty({ example: 'Software Development', description: 'The overview that holds the category.' })
  @IsString()
  overview!: string;

  @ApiProperty({ example: 'Editing & IDEs' })
  @IsString()
  category!: string;
}

/** The class of an activity: its category, its productivity level (-2 to 2), or both. */
export class OverrideDto {
  @ApiPropertyOptional({ type: CategoryNameDto })
  @IsOptional()
  @ValidateNested()
  @Type(() => CategoryNameDto)
  category?: CategoryNameDto;

  @ApiPropertyOptional(LEVEL)
  @IsOptional()
  @IsInt()
  productivity?: ProductivityLevel;
}

/** A change of the class of an activity. */
export class ActivityChangeDto implements ActivityChange {
  @ApiProperty({ example: 'github.com' })
  @IsString()
  activity!: string;

  @ApiPropertyOptional({ type: CategoryNameDto, nullable: true, description: 'Left out: it stays. Null: as shipped.' })
  @IsOptional()
  @ValidateNested()
  @Type(() => CategoryNameDto)
  category?: CategoryNameDto | null;

  @ApiPropertyOptional({ ...LEVEL, nullable: true, description: 'Left out: it stays. Null: as shipped.' })
  @IsOptional()
  @IsInt()
  productivity?: ProductivityLevel | null;
}

export class ActivityChangesDto {
  @ApiProperty({ type: [ActivityChangeDto], maxItems: MOST_CHANGES, description: 'All are made, or none.' })
  @IsArray()
  @ArrayMaxSize(MOST_CHANGES)
  @ValidateNested({ each: true })
  @Type(() => ActivityChangeDto)
  activities!: ActivityChangeDto[];
}

/** What the user had set for an activity. */
export class FormerSettingsDto {
  @ApiProperty({ example: 'github.com' })
  readonly activity!: string;

  @ApiProperty({ type: CategoryNameDto, nullable: true })
  readonly category!: CategoryName | null;

  @ApiProperty({ ...LEVEL, nullable: true })
  readonly productivity!: ProductivityLevel | null;
}

/** What there was before a change. */
export class ChangedActivitiesDto {
  @ApiProperty({ type: [FormerSettingsDto], description: 'To send it as the next change takes this one back.' })
  readonly before!: readonly FormerSettingsDto[];
}

export class LevelDto {
  @ApiProperty(LEVEL)
  @IsInt()
  productivity!: ProductivityLevel;
}

export class DocumentRuleDto extends OverrideDto {
  @ApiPropertyOptional({ enum: ['document', 'url'], default: 'document', description: 'What the rule looks at.' })
  @IsOptional()
  @IsIn(['document', 'url'])
  in?: 'document' | 'url';

  @ApiProperty({ enum: ['substring', 'glob'], description: 'In a glob, * is any text and ? is one character.' })
  @IsIn(['substring', 'glob'])
  match!: 'substring' | 'glob';

  @ApiProperty({ example: 'github.com/acme/*' })
  @IsString()
  pattern!: string;
}

export class DocumentRulesDto {
  @ApiProperty({ type: [DocumentRuleDto], description: 'In order: the first rule that matches holds.' })
  @IsArray()
  @ValidateNested({ each: true })
  @Type(() => DocumentRuleDto)
  rules!: DocumentRuleDto[];
}

/** The user's own class of an activity. */
export class ClassifiedActivityDto {
  @ApiProperty({ example: 'github.com', description: 'The normalised name of the activity.' })
  readonly activity!: string;

  @ApiPropertyOptional({ type: CategoryNameDto })
  readonly category?: CategoryName;

  @ApiPropertyOptional(LEVEL)
  readonly productivity?: ProductivityLevel;
}

export class ActivityRulesDto {
  @ApiProperty({ example: 'github.com', description: 'The normalised name of the activity.' })
  readonly activity!: string;

  @ApiProperty({ type: [DocumentRuleDto] })
  readonly rules!: readonly Readonly<DocumentRuleDto>[];
}

export class CategoryDto implements CategoryName {
  @ApiProperty({ example: 'Software Development' })
  readonly overview!: string;

  @ApiProperty({ example: 'Editing & IDEs' })
  readonly category!: string;

  @ApiProperty(LEVEL)
  readonly productivity!: ProductivityLevel;

  @ApiProperty({ description: 'Whether the user made the category.' })
  readonly isOwn!: boolean;

  @ApiProperty({ description: 'Whether the user set its level. The level counts for shipped activities too then.' })
  readonly isLevelOwn!: boolean;
}

/** The taxonomy of a user. */
export class TaxonomyAnswerDto {
  @ApiProperty({ type: [ClassifiedActivityDto], description: 'The activities that the user classed.' })
  readonly activities!: readonly ClassifiedActivityDto[];

  @ApiProperty({ type: [ActivityRulesDto], description: 'The rules that split an activity.' })
  readonly rules!: readonly ActivityRulesDto[];

  @ApiProperty({ type: [CategoryDto], description: 'All categories of the user.' })
  readonly categories!: readonly CategoryDto[];
}
