#ifndef FEED_CENTRE_COMMANDS_H
#define FEED_CENTRE_COMMANDS_H

#include "feed/centre/command.h"

/* What each command does; one line a fact to the call's out. */

enum command_status command_demo(struct command_call *call);
enum command_status command_init(struct command_call *call);
enum command_status command_check(struct command_call *call);
enum command_status command_layout(struct command_call *call);
enum command_status command_words(struct command_call *call);
enum command_status command_table(struct command_call *call);
enum command_status command_table_drop(struct command_call *call);
enum command_status command_media_put(struct command_call *call);
enum command_status command_media_remove(struct command_call *call);
enum command_status command_media_list(struct command_call *call);
enum command_status command_withdraw(struct command_call *call);
enum command_status command_score(struct command_call *call);
enum command_status command_publish(struct command_call *call);
enum command_status command_serve(struct command_call *call);
enum command_status command_export(struct command_call *call);
enum command_status command_alert_raise(struct command_call *call);
enum command_status command_alert_clear(struct command_call *call);
enum command_status command_alert_list(struct command_call *call);
enum command_status command_staff_key(struct command_call *call);
enum command_status command_staff_code(struct command_call *call);
enum command_status command_counts(struct command_call *call);
enum command_status command_visits(struct command_call *call);
enum command_status command_resend(struct command_call *call);
enum command_status command_fleet(struct command_call *call);
enum command_status command_topic_list(struct command_call *call);
enum command_status command_device_add(struct command_call *call);
enum command_status command_device_replace(struct command_call *call);
enum command_status command_device_list(struct command_call *call);
enum command_status command_device_revoke(struct command_call *call);
enum command_status command_device_group(struct command_call *call);
enum command_status command_action(struct command_call *call);
enum command_status command_action_list(struct command_call *call);
enum command_status command_enrol(struct command_call *call);
enum command_status command_backup(struct command_call *call);
enum command_status command_restore(struct command_call *call);

enum command_status command_topics(struct command_call *call);
enum command_status command_topic(struct command_call *call);
enum command_status command_topic_answer(struct command_call *call);
enum command_status command_warn(struct command_call *call);
enum command_status command_item_fault(struct command_call *call);
enum command_status command_item_progress(struct command_call *call);
enum command_status command_message_list(struct command_call *call);
enum command_status command_message_again(struct command_call *call);

enum command_status command_explain(struct command_call *call);
enum command_status command_period_open(struct command_call *call);
enum command_status command_period_notice(struct command_call *call);
enum command_status command_period_freeze(struct command_call *call);
enum command_status command_period_correct(struct command_call *call);
enum command_status command_objection_raise(struct command_call *call);
enum command_status command_objection_answer(struct command_call *call);
enum command_status command_archive(struct command_call *call);
enum command_status command_objection_list(struct command_call *call);

#endif
