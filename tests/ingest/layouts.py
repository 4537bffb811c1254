"""Pages as people paste them, in our own words: each a layout with the articles that are in it."""

from __future__ import annotations

BRIDGE = (
    "Engineers reopened the river bridge at Dorvale on Friday after repairs that took eleven weeks.",
    "The crossing had been closed since shelling damaged two of its pillars, the regional council said.",
    "“We tested every span twice,” chief engineer Lena Orlova told reporters. “It will hold.”",
    "The claim could not be independently verified.",
    "Trucks over twenty tonnes must still take the northern road until the end of the month.",
)
HARVEST = (
    "Farmers in the Selm valley expect a third less wheat this year, their union said on Monday.",
    "It blamed a dry spring and a shortage of fuel near the front.",
    "The agriculture ministry did not answer a request for comment.",
    "Prices at the Selm exchange rose by four percent after the forecast.",
)
BRIDGE_TITLE = "Dorvale bridge reopens after eleven weeks of repairs"
HARVEST_TITLE = "Selm valley farmers expect a third less wheat"

# The page that the issue names, imitated: headline, caption, furniture, date, headline again, a teaser.
ARAB_LAYOUT = f"""{BRIDGE_TITLE}

This handout photograph shows engineers (L) on the bridge at Dorvale, on March 1, 2024. (AFP)
Short Url
Updated 2 March 2024
Follow

{BRIDGE_TITLE}

  • Trucks over twenty tonnes must still take the northern road until the end of the month

{chr(10).join(BRIDGE)}


{HARVEST_TITLE}

Updated 11 June 2025
Follow

{HARVEST_TITLE}

  • Prices at the Selm exchange rose by four percent after the forecast

SELM: {chr(10).join(HARVEST)}
"""

WHOLE_PAGE = f"""Skip to main content
We use cookies to improve your experience. By continuing to browse you agree to our use of cookies.
Accept all
Manage preferences
Home
World
Politics
Business
Sport
Sign in
Subscribe
ADVERTISEMENT
{BRIDGE_TITLE}
By Jane Doe and John Roe in Dorvale
Published: March 2, 2024 14:05 GMT | Updated: March 3, 2024 08:00 GMT
4 min read
Share
Facebook
Twitter
WhatsApp
Copy link
Workers inspect a pillar of the bridge at Dorvale. Photograph: John Roe/Reuters
{BRIDGE[0]}
{BRIDGE[1]}
Advertisement
Read more: What the bridge means for the valley
{BRIDGE[2]}
Sign up for our free daily newsletter and get the news in your inbox.
{BRIDGE[3]}
{BRIDGE[4]}
Related stories
Valley road closed by snow
Council votes on new ferry
How a small town kept its trains
Comments (12)
Leave a comment
© 2024 The Dorvale Paper. All rights reserved.
Privacy policy
Terms of use
"""

# As the site of a paper with a consent wall, links between paragraphs and a newsletter prints it.
WALLED_PAGE = f"""Before you continue
Data about your visit is used to measure advertisements. If you reject, your choices are kept for a year.
Reject all
Accept all
☰ Menu | The Dorvale Paper | Friday | 14°C Cloudy | Today's paper | Subscribe from a crown | Account
{BRIDGE_TITLE}
JANE DOE
Senior correspondent
2 March 2024, 14:05 GMT
Pin it
Text size
Listen to this story
A lorry passes the river bridge on its first morning.
Photo by John Roe / AFP
{BRIDGE[0]}
RELATED ARTICLE How the valley learned to live with its river
{BRIDGE[1]}
Recommended Stories
list of 2 items
list 1 of 2
Council votes on new ferry
list 2 of 2
Valley road closed by snow
end of list
{BRIDGE[2]}
The Dorvale Letter
Five stories of the valley, picked by our editors for your inbox. No spam, ever.
Join now
{BRIDGE[3]}
{BRIDGE[4]}
© John Roe, AFP
Jane Doe is a reporter at the Dorvale Paper. She writes about roads and courts.
More from Valley
Council votes on new ferry
Members left the hall at dawn without a deal on the fare.
Valley road closed by snow
Crews were still working at noon, the road office said.
See all
"""

# The harvest's page has more around its headline than lines between most headlines and texts.
TWO_PAGES = f"""{WALLED_PAGE}© 2024 The Dorvale Paper. All rights reserved.


{HARVEST_TITLE}
Story by Max Moe • 3h • 4 min read
© John Roe, AFP
12 shares
Tweet
Pin it
Comment
Save
Gift this article
1.3K views
A- A A+
Bookmark
{chr(10).join(HARVEST)}
"""

FORWARD = f"""⚡️ {BRIDGE_TITLE}

{chr(10).join(BRIDGE)}

Subscribe to our channel @dorvale_news
#dorvale #bridge
https://t.me/dorvale_news
"""

WIRE = f"""{HARVEST_TITLE}

SELM, Arland, June 11, 2025 (Reuters) - {HARVEST[0]}

{HARVEST[1]}

{HARVEST[2]}

{HARVEST[3]}

(Reporting by Ann Poe; Editing by Max Moe)
"""

SUB_HEADINGS = f"""{BRIDGE_TITLE}

By Jane Doe
2 March 2024

{BRIDGE[0]}
{BRIDGE[1]}

What the council says

{BRIDGE[2]}
{BRIDGE[3]}

Traffic in the coming weeks

By Max Moe

{BRIDGE[4]}
{HARVEST[0]}
{HARVEST[1]}
"""

LIVE_PAGE = f"""Valley under fire: live updates

2 March 2024

14:05 GMT

Bridge open again in Dorvale

{BRIDGE[0]} {BRIDGE[1]} {BRIDGE[2]}

2 March 2024 13:40 GMT

Farmers speak of a poor year

{HARVEST[0]} {HARVEST[1]} {HARVEST[2]}
"""

MAIL = """Dorvale bridge reopens after eleven weeks of repairs

Engineers reopened the river bridge at Dorvale on Friday after
repairs that took eleven weeks, and the first buses crossed it
before noon while a crowd looked on from both banks.

The crossing had been closed since shelling damaged two of its
pillars, the regional council said, and people had to take a
ferry that runs twice a day.
"""
