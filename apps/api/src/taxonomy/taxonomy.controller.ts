import {
  activityKey,
  type Asked,
  CATEGORIES,
  categoryKey,
  ownSettings,
  type Taxonomy,
  type TaxonomyCommand,
  taxonomyDecider,
  taxonomyStream,
} from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Put, UseGuards } from '@nestjs/common';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CurrentPrincipal, type Principal, sentBy } from '../ground/principal.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';
import { Taxonomies } from './taxonomies.js';
import {
  ActivityChangesDto,
  ChangedActivitiesDto,
  DocumentRulesDto,
  LevelDto,
  OverrideDto,
  TaxonomyAnswerDto,
} from './taxonomy.dto.js';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation, ApiParam } from '@nestjs/swagger';
import { ApiRefusals } from '../openapi/api-refusals.js';

/**
 * The taxonomy of a user. The answer to a change comes when it is durable. A change holds for all
 * history of the user.
 */
@Controller('api/v1/taxonomy')
@UseGuards(OwnerGuard)
export class TaxonomyController {
  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly taxonomies: Taxonomies,
  ) {}

  /**
   * The user's own classes and rules, and every category with its level. Activities have their
   * normalised names.
   */
  @Get()
  @ApiOperation({ operationId: 'readTaxonomy', summary: 'Reads how the time of the user is classed' })
  @ApiOkResponse({ type: TaxonomyAnswerDto })
  async read(@CurrentPrincipal() { userId }: Principal): Promise<TaxonomyAnswerDto> {
    const { state } = await readState(this.store, taxonomyStream(userId), taxonomyDecider);
    return {
      activities: [...state.activityOverrides.keys()].flatMap((activity) => {
        const own = ownSettings(state, activity);
        return own ? [{ activity, ...own }] : [];
      }),
      rules: [...state.documentRules].map(([activity, rules]) => ({ activity, rules })),
      categories: categoriesOf(state),
    };
  }

  @Put('activities/:activity')
  @HttpCode(204)
  @ApiOperation({ operationId: 'classifyActivity', summary: 'Classes an activity' })
  @ApiNoContentResponse()
  classify(@CurrentPrincipal() user: Principal, @Param('activity') activity: string, @Body() said: OverrideDto) {
    return this.handle(user, { type: 'ClassifyActivity', data: { ...said, activity } });
  }

  /** Changes some activities at once: all of them, or none. */
  @Put('activities')
  @ApiOperation({ operationId: 'changeActivities', summary: 'Changes the classes of up to 500 activities' })
  @ApiOkResponse({ type: ChangedActivitiesDto })
  async change(
    @CurrentPrincipal() user: Principal,
    @Body() { activities }: ActivityChangesDto,
  ): Promise<ChangedActivitiesDto> {
    let before = taxonomyDecider.initialState;
    const decide: typeof taxonomyDecider.decide = (command, state) => taxonomyDecider.decide(command, (before = state));
    await this.handle(user, { type: 'ChangeActivities', data: { activities } }, { ...taxonomyDecider, decide });
    return {
      before: activities.map(({ activity }) => {
        const own = ownSettings(before, activityKey(activity));
        return { activity, category: own?.category ?? null, productivity: own?.productivity ?? null };
      }),
    };
  }

  @Delete('activities/:activity')
  @HttpCode(204)
  @ApiOperation({ operationId: 'resetActivity', summary: 'Classes an activity as shipped' })
  @ApiNoContentResponse()
  @ApiRefusals(400)
  reset(@CurrentPrincipal() user: Principal, @Param('activity') activity: string) {
    return this.handle(user, { type: 'ResetActivity', data: { activity } });
  }

  @Put('activities/:activity/rules')
  @HttpCode(204)
  @ApiOperation({ operationId: 'setDocumentRules', summary: 'Classes an activity by its documents or pages' })
  @ApiNoContentResponse()
  setRules(
    @CurrentPrincipal() user: Principal,
    @Param('activity') activity: string,
    @Body() { rules }: DocumentRulesDto,
  ) {
    return this.handle(user, { type: 'SetDocumentRules', data: { activity, rules } });
  }

  /** Creates a category, or sets the level of an existing one. */
  @Put('categories/:overview/:category')
  @HttpCode(204)
  @ApiOperation({ operationId: 'setCategoryLevel', summary: 'Sets the level of a category, or makes the category' })
  @ApiParam({ name: 'overview', type: String })
  @ApiParam({ name: 'category', type: String })
  @ApiNoContentResponse()
  async setLevel(
    @CurrentPrincipal() user: Principal,
    @Param() { overview, category }: { overview: string; category: string },
    @Body() { productivity }: LevelDto,
  ) {
    const { state } = await readState(this.store, taxonomyStream(user.userId), taxonomyDecider);
    const isThere = categoriesOf(state).some((each) => each.overview === overview && each.category === category);
    const data = { overview, category, productivity };
    await this.handle(user, { type: isThere ? 'SetCategoryLevel' : 'CreateCategory', data });
  }

  /** Removes a category that the user made. Its activities are where they would be without it. */
  @Delete('categories/:overview/:category')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeCategory', summary: 'Removes a category that the user made' })
  @ApiParam({ name: 'overview', type: String })
  @ApiParam({ name: 'category', type: String })
  @ApiNoContentResponse()
  @ApiRefusals(400)
  remove(@CurrentPrincipal() user: Principal, @Param() place: { overview: string; category: string }) {
    return this.handle(user, { type: 'RemoveCategory', data: place });
  }

  private async handle(user: Principal, asked: Asked<TaxonomyCommand>, decider = taxonomyDecider): Promise<void> {
    const command = { ...asked, metadata: sentBy(user, this.clock()) };
    await handleCommand(this.store, taxonomyStream(user.userId), decider, command);
    this.taxonomies.changed(user.userId);
  }
}

function categoriesOf({ categoryLevels, ownCategories }: Taxonomy) {
  return [...CATEGORIES, ...ownCategories.values()].map(({ overview, category, defaultProductivity }) => {
    const key = categoryKey(overview, category);
    const productivity = categoryLevels.get(key) ?? defaultProductivity;
    return { overview, category, productivity, isOwn: ownCategories.has(key), isLevelOwn: categoryLevels.has(key) };
  });
}
