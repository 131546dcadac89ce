import type { CategoryName, ProductivityLevel } from '@app/domain';
import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsArray, IsIn, IsInt, IsOptional, IsString, ValidateNested } from 'class-validator';

// The domain says which names, levels and patterns there may be. Here only the form is checked.

const LEVEL = { type: 'integer', minimum: -2, maximum: 2, description: 'The productivity level.' } as const;

export class CategoryNameDto implements CategoryName {
  @ApiProperty({ example: 'Software Development', description: 'The overview that holds the category.' })
  @IsString()
  overview!: string;

  @ApiProperty({ example: 'Editing & IDEs' })
  @IsString()
  category!: string;
}

/** How an activity is classed: where it belongs, how productive it is (-2 to 2), or both. */
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

export class LevelDto {
  @ApiProperty(LEVEL)
  @IsInt()
  productivity!: ProductivityLevel;
}

export class DocumentRuleDto extends OverrideDto {
  /** What the rule looks at. Without it, the document. */
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

/** How a user classed an activity. */
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
}

/** How a user has their time classed. */
export class TaxonomyAnswerDto {
  @ApiProperty({ type: [ClassifiedActivityDto], description: 'The activities that the user classed.' })
  readonly activities!: readonly ClassifiedActivityDto[];

  @ApiProperty({ type: [ActivityRulesDto], description: 'The rules that split an activity.' })
  readonly rules!: readonly ActivityRulesDto[];

  @ApiProperty({ type: [CategoryDto], description: 'Every category that there is for the user.' })
  readonly categories!: readonly CategoryDto[];
}
