# Riktlinjer / guidelines.
