-- At least how many complaints were ever reported of each platform?
select platform, max(low) as at_least from reported_counts group by platform
