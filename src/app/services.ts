// Everything a command, the terminal or the bot may ask of Dateline, by subject.

import type { Instant } from "../model/article.js";
import type { ArticleService } from "./articles.js";
import type { QuestionService } from "./ask.js";
import type { FeedService } from "./feeds.js";
import type { SettingsService } from "./guild-settings.js";
import type { PrivacyService } from "./privacy.js";
import type { StarterFeedService } from "./starter-feeds.js";
import type { StatusService } from "./status.js";
import type { AnswerService } from "./stored-answers.js";
import type { TopicService } from "./topics.js";
import type { OpenQuestionService } from "./undelivered-replies.js";
import type { WatchService } from "./watches.js";

export interface Services {
  readonly questions: QuestionService;
  readonly answers: AnswerService;
  readonly articles: ArticleService;
  readonly topics: TopicService;
  readonly feeds: FeedService;
  readonly starterFeeds: StarterFeedService;
  readonly watches: WatchService;
  readonly settings: SettingsService;
  readonly privacy: PrivacyService;
  readonly openQuestions: OpenQuestionService;
  readonly status: StatusService;
  /** The clock, so that rendering never reads one. */
  now(): Instant;
}
