package dev.fleetprompt.platform.database;

import java.time.YearMonth;

/**
 * The rows of one table whose ids were made in one month (UTC).
 *
 * @param table the partitioned table, with its schema
 * @param month the month
 * @param name the partition, with its schema
 */
public record MonthPartition(String table, YearMonth month, String name) {}
